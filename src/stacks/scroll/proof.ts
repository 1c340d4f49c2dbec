import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Assessment } from '../stack.ts';
import { versionVerifiers } from '../version-verifier.ts';
import type { ScrollContracts } from './contracts.ts';
import { transactionsOnHost } from '../rollup-facts.ts';

/** ZkEvmVerifier*.sol of all versions: a PLONK verifier with the digests of the circuits. */
const plonk = 'function plonkVerifier() view returns (address)';
const enforced = 'function isEnforcedModeEnabled() view returns (bool)';

/** How state roots are judged: every batch needs a SNARK that the verifier of its version accepts. */
export async function proofFacts(
  contracts: ScrollContracts,
  chainId: number | null,
  resolver: Resolver,
): Promise<Assessment['facts']> {
  const rollup = contracts.ScrollChain;
  const verifiers = await versionVerifiers(contracts.MultipleVersionRollupVerifier, resolver);
  const proves = await chainRead(verifiers, async (list) => {
    const each = await Promise.all(list.map((verifier) => isSnark(verifier, resolver)));
    return map(all(each), (flags) => flags.every(Boolean));
  });
  const judged = map(all([proves, await isFor(chainId, rollup, resolver)]), ([yes]) => yes);
  const open = await chainRead(rollup, (of) => ask(resolver, { of, view: enforced }));
  return {
    'proof.kind': map(judged, (yes) => (yes ? 'validity' : 'none')),
    'proof.variant': map(judged, (yes) => (yes ? 'SN' : 'none')),
    'proof.enforced': judged,
    'proof.keyless': judged,
    'proof.challenge.permissionless': known(true),
    'proof.challengers': known(0),
    'proof.challenge.seconds': known(0),
    'proof.proposer.permissionless': map(open, (on) => on === true),
    'state.posted': await posted(rollup, resolver),
    ...dataFacts(rollup),
  };
}

/** Established where the rollup says that it judges this chain; unknown where it names another one, or none. */
async function isFor(
  chainId: number | null,
  rollup: Observation<Contract>,
  resolver: Resolver,
): Promise<Observation<true>> {
  const view = 'function layer2ChainId() view returns (uint64)';
  const named = notNull(await chainRead(rollup, (of) => ask(resolver, { of, view })), 'the rollup names no chain');
  return chain(named, (id) =>
    Number(id) === chainId ? known(true) : unknown(`the rollup judges chain ${id}, not chain ${chainId}`),
  );
}

/** A version without a verifier accepts nothing; one whose verifier is of no known kind may accept anything. */
async function isSnark(verifier: Contract, resolver: Resolver): Promise<Observation<boolean>> {
  const code = chain(verifier.code, ({ size }) => known(size));
  if (code.status === 'known' && code.value === 0) return known(true, code.evidence);
  const inner = notNull(
    await ask(resolver, { of: verifier, view: plonk }),
    `the verifier ${verifier.address} is of a kind that is not recognised`,
  );
  return chainRead(inner, async (address) => {
    const { code: circuit } = await resolver.inspect(address);
    return map(circuit, ({ size }) => size > 0);
  });
}

async function posted(rollup: Observation<Contract>, resolver: Resolver): Promise<Observation<boolean>> {
  const view = 'function lastFinalizedBatchIndex() view returns (uint256)';
  const index = await chainRead(rollup, (of) => ask(resolver, { of, view }));
  return map(notNull(index, 'the rollup names no finalised batch'), (value) => value > 0n);
}

/** Each takes the transactions of a batch, in calldata or in blobs, and keeps their hash, on which the proof depends. */
const commits = [
  'function commitBatches(uint8, bytes32, bytes32)',
  'function commitBatchWithBlobProof(uint8, bytes, bytes[], bytes, bytes)',
  'function commitBatch(uint8, bytes, bytes[], bytes)',
];

function dataFacts(rollup: Observation<Contract>): Assessment['facts'] {
  const onHost = chain(rollup, (contract) =>
    commits.some((one) => answers(contract, one))
      ? known(true, contract.evidence)
      : unknown('the rollup takes batches in a way that is not recognised', contract.evidence),
  );
  return {
    ...transactionsOnHost(onHost),
  };
}
