import { readView, type ViewCall, type ViewResult } from '../evidence/reads.ts';
import { known, type Observation } from '../model/observation.ts';
import { type Contract, selectorOf } from './contract.ts';
import type { Resolver } from './resolver.ts';

/** A question to a contract that may not have the function. */
export type Question<S extends string> = Omit<ViewCall<S>, 'on'> & { readonly of: Contract };

/**
 * Calls a function if the contract's code has it: `known(null)` where it certainly has not, unknown where the code or the
 * answer could not be read. A function that is there and reverts is unknown.
 */
export async function ask<const S extends string>(
  resolver: Resolver,
  question: Question<S>,
): Promise<Observation<ViewResult<S> | null>> {
  const { of: contract, ...call } = question;
  if (contract.pushed.status === 'unknown') return contract.pushed;
  if (!contract.pushed.value.has(selectorOf(call.view))) return known(null, contract.evidence);
  return readView(resolver.reader, { ...call, on: contract.address } as ViewCall<S>);
}

/** Asks by the first of several names that the contract's code has (contracts rename their getters between versions). */
export async function askAny<const S extends string>(
  resolver: Resolver,
  contract: Contract,
  views: readonly S[],
): Promise<Observation<ViewResult<S> | null>> {
  if (contract.pushed.status === 'unknown') return contract.pushed;
  const pushed = contract.pushed.value;
  const view = views.find((one) => pushed.has(selectorOf(one)));
  if (view === undefined) return known(null, contract.evidence);
  return ask(resolver, { of: contract, view }) as Promise<Observation<ViewResult<S> | null>>;
}
