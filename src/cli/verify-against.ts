import type { Hex } from 'viem';
import { FullfaithError } from '../model/error.ts';
import type { Policy } from '../model/rule.ts';
import { loadPolicy } from '../rules/load-policy.ts';
import type { Invocation } from './command.ts';
import { placesOf, policyCalled } from './places.ts';

/** The root that the user knows. Throws a `FullfaithError` for what is none. */
export function knownRoot({ options: { root } }: Invocation): Hex | undefined {
  if (root === undefined || /^0x[0-9a-fA-F]{64}$/.test(root)) return root?.toLowerCase() as Hex | undefined;
  throw new FullfaithError('input', `--root ${JSON.stringify(root)} is no root.`, 'It has to be 0x and 64 digits.');
}

/** The policy of a name that a file gives, unless the user names another; `null` where there is none of that name here. */
export async function policyNamed(name: string, { options, surroundings }: Invocation): Promise<Policy | null> {
  if (options.policy !== undefined) return loadPolicy(placesOf(options, surroundings).policy);
  const isName = /^[a-z0-9][a-z0-9-]*$/.test(name);
  if (!isName || policyCalled(name, surroundings) === undefined) return null;
  return loadPolicy(placesOf({ ...options, policy: name }, surroundings).policy);
}

/** What cannot be done for want of evidence, as the reason why; other errors are thrown on. */
export async function orOpen<T>(work: () => Promise<T>): Promise<T | { readonly open: string }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FullfaithError && error.kind === 'evidence') return { open: error.message };
    throw error;
  }
}
