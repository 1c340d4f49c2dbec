import type { Problem } from '../../src/authority/solver/solve.ts';
import { network, type Shape } from './network.ts';

const two = { k: 2, of: 3 };

/** Growing networks of nested Safes that share owners. An upgrade takes two of the three Safes at the top. */
const shapes: readonly Shape[] = [
  { safes: 3, keys: 30, owners: 10, nested: 2 },
  { safes: 6, keys: 75, owners: 14, nested: 3 },
  { safes: 9, keys: 110, owners: 20, nested: 3 },
  { safes: 12, keys: 150, owners: 28, nested: 4 },
  { safes: 12, keys: 150, owners: 16, nested: 3, delay: 86_400, root: two },
  { safes: 12, keys: 150, owners: 16, nested: 2, cyclic: true },
  { safes: 25, keys: 500, owners: 40, nested: 2, root: two },
  { safes: 50, keys: 1000, owners: 40, nested: 2, root: two },
  { safes: 50, keys: 1000, owners: 40, nested: 3, root: two },
];

/** What is measured, smallest first. The same every time. */
export const instances: readonly { readonly name: string; readonly problem: Problem }[] = shapes.map((shape) => ({
  name: nameOf(shape),
  problem: network(shape, 1),
}));

function nameOf({ safes, keys, owners, nested, cyclic, delay }: Shape): string {
  const more = [cyclic ? ', circles' : '', delay === undefined ? '' : ', delays'].join('');
  return `${safes} Safes, ${keys} keys, ${owners}+${nested}${more}`;
}
