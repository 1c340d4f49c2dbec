import { opStack } from './op-stack/index.ts';
import type { Stack } from './stack.ts';

/** Every stack, in the order in which they try to recognise an address. */
export const stacks: readonly Stack[] = [opStack];

/** The stack of this id, if there is one. */
export function stackById(id: string): Stack | undefined {
  return stacks.find((stack) => stack.id === id);
}
