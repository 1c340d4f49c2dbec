import { nitro } from './nitro/index.ts';
import { opStack } from './op-stack/index.ts';
import { polygonCdk } from './polygon-cdk/index.ts';
import { zkStack } from './zk-stack/index.ts';
import { scroll } from './scroll/index.ts';
import type { Stack } from './stack.ts';

/** Every stack, in the order in which they try to recognise an address. */
export const stacks: readonly Stack[] = [opStack, nitro, zkStack, polygonCdk, scroll];

/** The stack of this id, if there is one. */
export function stackById(id: string): Stack | undefined {
  return stacks.find((stack) => stack.id === id);
}
