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
    const quorum = body && properQuorum(body, claim);
    return quorum === null || quorum === undefined ? [] : [quorum];
  });
}

function properQuorum(body: Body, claim: CouncilClaim): Quorum | null {
  const quorum = signatures(body.authority, body.id);
  if (quorum === null || claim.outside === null) return null;
  // One key that owns two seats of a council makes it smaller than it looks.
  const members = new Set(quorum.of.map((one) => JSON.stringify(one))).size;
  const outside = claim.outside.value === 'half' || claim.outside.value >= members / 2;
  const proper = outside && members >= fewestMembers && quorum.k >= smallestShare * members;
  return proper ? { id: body.id, k: quorum.k } : null;
}

function signatures(authority: Authority, id: BodyId): (Authority & { kind: 'threshold' }) | null {
  if (authority.kind === 'threshold') return authority.council === id ? authority : null;
  if (authority.kind !== 'any') return null;
  return authority.of.map((one) => signatures(one, id)).find((one) => one !== null) ?? null;
}
