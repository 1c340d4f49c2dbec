import { type AuditBasis, basisIn, commitAudit } from '../audit/index.ts';
import { type InclusionClaim, verifyInclusionClaim } from '../check/index.ts';
import type { Inclusion } from '../evidence/commitment.ts';
import { parseInclusion } from '../evidence/inclusion-file.ts';
import type { Verification } from '../model/verification.ts';
import { registryIds } from '../registry/load-registry.ts';
import { loadChains } from './chains.ts';
import type { Invocation } from './command.ts';
import { openRecording } from './evidence-source.ts';
import { placesOf } from './places.ts';
import { malformed, type VerifiableFile } from './verifiable-file.ts';
import { knownRoot, orOpen, policyNamed } from './verify-against.ts';

/** Re-checks an inclusion proof against the evidence, the registry and the policy that are here, or a root that is known. */
export async function inclusionVerification(one: VerifiableFile, invocation: Invocation): Promise<Verification> {
  const root = knownRoot(invocation);
  const inclusion = attempt(one);
  if ('outcome' in inclusion) return inclusion;
  const basis = basisIn(inclusion.leaf);
  const here = basis === null ? { open: '' } : await orOpen(() => auditOf(basis, invocation));
  return verifyInclusionClaim({ file: one.file, inclusion, basis, here, root });
}

function attempt(one: VerifiableFile): Inclusion | Verification {
  try {
    return parseInclusion(one.text, one.file);
  } catch (error) {
    return malformed(one, error);
  }
}

async function auditOf(basis: AuditBasis, invocation: Invocation): Promise<InclusionClaim['here']> {
  const { options, surroundings } = invocation;
  const places = placesOf(options, surroundings);
  const ids = await registryIds(places.registry);
  if (!ids.includes(basis.chain)) return { open: `${places.registry} has no chain ${basis.chain}` };
  const policy = await policyNamed(basis.policy.id, invocation);
  if (policy === null) return { open: `there is no policy ${basis.policy.id} here; --policy names one` };
  const [chain] = await loadChains(places.registry, [basis.chain]);
  if (chain === undefined) throw new Error(`no chain ${basis.chain}`);
  const recording = await openRecording(chain, places);
  return { recording, audit: await commitAudit({ recording, chain, policy, day: basis.day }) };
}
