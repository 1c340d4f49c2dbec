import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { anyone } from '../../model/authority.ts';
import { known, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { proofJudgePowers, readProofJudge } from '../proof-judges/index.ts';
import type { Tier } from './tiers.ts';

/** SP1Verifier.sol: the contract that judges what it passes on. That of RISC Zero is named by the address manager instead. */
const remoteOf = 'function sp1RemoteVerifier() view returns (address)';

/** The powers of those who sway the contract that a tier's verifier asks. A proof of theirs stands once it can no longer be contested. */
export async function remoteVerifierPowers(
  { id, verifier, cooldownSeconds }: Tier & { readonly verifier: Contract },
  on: Address,
  resolver: Resolver,
): Promise<readonly Power[]> {
  const remote = await ask(resolver, { of: verifier, view: remoteOf });
  if (remote.status === 'known' && remote.value === null) return [];
  const judge = await readProofJudge(remote as Observation<Address>, resolver);
  const powers = proofJudgePowers(judge, { on, proposer: anyone, seconds: known(cooldownSeconds) });
  return powers.map((one) => ({ ...one, id: `${one.id}-in-tier-${id}` }));
}
