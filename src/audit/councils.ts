import type { Authority, Bodies, Body, BodyId } from '../model/authority.ts';
import { bodyId } from '../model/authority.ts';
import type { Chain, CouncilClaim } from '../model/chain.ts';

/** A council has at least this many members and this share of them signs (L2BEAT's stages since December 2023). */
const fewestMembers = 8;
const smallestShare = 0.75;

/**
 * The bodies that are properly constituted councils: their size and threshold are read, who is outside the operator is attested. A
 * claimed council whose signers could not be read is none.
 */
export function properCouncils(chain: Chain, bodies: Bodies): readonly BodyId[] {
  return chain.councils.flatMap((claim) => {
    const body = bodies.get(bodyId(claim.chainId, claim.address));
    return body !== undefined && isProper(body, claim) ? [body.id] : [];
  });
}

function isProper(body: Body, claim: CouncilClaim): boolean {
  const quorum = signatures(body.authority, body.id);
  if (quorum === null || claim.outside === null) return false;
  // One key that owns two seats of a council makes it smaller than it looks.
  const members = new Set(quorum.of.map((one) => JSON.stringify(one))).size;
  const outside = claim.outside.value === 'half' || claim.outside.value >= members / 2;
  return outside && members >= fewestMembers && quorum.k >= smallestShare * members;
}

function signatures(authority: Authority, id: BodyId): (Authority & { kind: 'threshold' }) | null {
  if (authority.kind === 'threshold') return authority.council === id ? authority : null;
  if (authority.kind !== 'any') return null;
  return authority.of.map((one) => signatures(one, id)).find((one) => one !== null) ?? null;
}
