import type { Chain, Claim } from '../model/chain.ts';
import { known, type Observation, unknown } from '../model/observation.ts';

/** The evidence id of a claim: it rests on what people said, not on a read. */
function claimEvidence(chain: Chain, name: string): string {
  return `claim/${chain.id}/${name}`;
}

/**
 * How many parties of a kind somebody vouches for as being outside the operator, at least. Whom nobody vouches for is no outsider, as
 * a council is none: a policy that asks for outsiders asks for known ones. Where a claim has expired, it is unknown.
 */
export function vouchedFor(
  chain: Chain,
  name: 'proof.challengers.outside' | 'data.committee.outside',
): Observation<number> {
  const wasMade = chain.claims[name] !== undefined || chain.expiredClaims?.includes(name) === true;
  return wasMade ? claimed(chain, name, 'number') : known(0);
}

/** What somebody attested, of the expected type; unknown where nobody did. Expired claims never get here. */
export function claimed<T extends 'string' | 'number' | 'boolean'>(
  chain: Chain,
  name: string,
  type: T,
): Observation<{ string: string; number: number; boolean: boolean }[T]> {
  const claim: Claim<string | number | boolean> | undefined = chain.claims[name];
  if (claim === undefined) return unknown(`nobody attested ${name} (or the claim has expired)`);
  if (typeof claim.value !== type) return unknown(`the claim ${name} is not a ${type}`);
  return known(claim.value as never, [claimEvidence(chain, name)]);
}
