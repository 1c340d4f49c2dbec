import { fewestKeys } from '../authority/solver/solve.ts';
import type { Authority, Bodies, Body, BodyId, Quorum } from '../model/authority.ts';
import { bodyId } from '../model/authority.ts';
import type { Chain, CouncilClaim } from '../model/chain.ts';

/** A council has at least this many members and this share of them signs (L2BEAT's stages since December 2023). */
const fewestMembers = 8;
const smallestShare = 0.75;

/**
 * The quorums of properly constituted councils: their size and threshold are read, who is outside the operator is attested. A
 * claimed council whose signers could not be read is none.
 */
export function properCouncils(chain: Chain, bodies: Bodies): readonly Quorum[] {
  return chain.councils.flatMap((claim) => {
    const body = bodies.get(bodyId(claim.chainId, claim.address));
    const quorum = body && properQuorum(body, claim, bodies);
    return quorum === null || quorum === undefined ? [] : [quorum];
  });
}

function properQuorum(body: Body, claim: CouncilClaim, bodies: Bodies): Quorum | null {
  const quorum = signatures(body.authority, body.id);
  if (quorum === null || claim.outside === null) return null;
  const seats = quorum.of.length;
  const outside = claim.outside.value === 'half' || claim.outside.value >= seats / 2;
  const proper = outside && seats >= fewestMembers && signersOf(quorum, bodies) >= smallestShare * seats;
  return proper ? { id: body.id, k: quorum.k } : null;
}

/** How many distinct keys make the quorum. A key that sits on two seats, or in the Safes of two members, is one signer. */
function signersOf(quorum: Authority, bodies: Bodies): number {
  const problem = { authority: quorum, bodies, unresolved: 'hostile', provableBug: 'aside' } as const;
  return fewestKeys(problem, Infinity)?.size ?? 0;
}

function signatures(authority: Authority, id: BodyId): (Authority & { kind: 'threshold' }) | null {
  if (authority.kind === 'threshold') return authority.council === id ? authority : null;
  if (authority.kind !== 'any') return null;
  return authority.of.map((one) => signatures(one, id)).find((one) => one !== null) ?? null;
}
