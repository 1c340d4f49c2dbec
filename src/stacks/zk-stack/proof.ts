import { zeroAddress } from 'viem';
import { ask, askAny } from '../../authority/ask.ts';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { ownersOf } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { all, chain, known, map, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';
import type { Assessment } from '../stack.ts';
import type { ZkContracts } from './contracts.ts';

const settlementOf = 'function getSettlementLayer() view returns (address)';
const executed = [
  'function getTotalBatchesExecuted() view returns (uint256)',
  'function getTotalBlocksExecuted() view returns (uint256)',
] as const;

/** Boojum's verifiers (end of 2023 on): a STARK, wrapped in a SNARK. The third argument fell away with v26. */
const boojum = [
  [
    'function verify(uint256[], uint256[]) view returns (bool)',
    'function verificationKeyHash() view returns (bytes32)',
  ],
  [
    'function verify(uint256[], uint256[], uint256[]) view returns (bool)',
    'function verificationKeyHash() view returns (bytes32)',
  ],
] as const;
/** Before Boojum: a PLONK proof. */
const plonk = [
  'function verify_serialized_proof(uint256[], uint256[]) view returns (bool)',
  'function get_verification_key() pure',
] as const;
/** The two verifiers behind DualVerifier.sol (v27 on); the proof's first word says which of them judges it. */
const behind = [
  'function FFLONK_VERIFIER() view returns (address)',
  'function PLONK_VERIFIER() view returns (address)',
] as const;

/** What the chain's proofs are worth. */
export type ZkProof = {
  readonly facts: Assessment['facts'];
  readonly powers: readonly Power[];
  /** Whether batches are judged on this chain's host itself, and not on a settlement layer between. */
  readonly settlesHere: Observation<boolean>;
};

/** Who judges the batches, and by what. */
export async function proofOf({ diamond, verifier }: ZkContracts, resolver: Resolver): Promise<ZkProof> {
  const layer = await ask(resolver, { of: diamond, view: settlementOf });
  const settlesHere = map(layer, (address) => address === null || address === zeroAddress);
  const variant = chain(await settled(settlesHere, verifier), () => variantOf(verifier));
  const judged = await verifiersKnown(verifier, resolver);
  const total = await askAny(resolver, diamond, executed);
  return {
    settlesHere,
    facts: {
      'proof.kind': map(variant, () => 'validity'),
      'proof.variant': variant,
      'proof.enforced': map(all([variant, judged]), () => true),
      'proof.keyless': map(variant, () => true),
      'proof.challenge.permissionless': map(variant, () => true),
      'proof.challengers': map(variant, () => 0),
      'proof.challenge.seconds': map(variant, () => 0),
      'proof.proposer.permissionless': known(false, diamond.evidence),
      'state.posted': map(total, (batches) => batches !== null && batches > 0n),
    },
    powers: [...settlementPowers(diamond, settlesHere), ...(await verifierPowers(verifier, resolver))],
  };
}

async function settled(
  settlesHere: Observation<boolean>,
  verifier: Observation<Contract>,
): Promise<Observation<Contract>> {
  return chain(settlesHere, (here) =>
    here ? verifier : unknown('its batches are judged on a settlement layer that was not read', settlesHere.evidence),
  );
}

function variantOf(verifier: Observation<Contract>): Observation<string> {
  return chain(verifier, (contract): Observation<string> => {
    if (contract.pushed.status === 'unknown') return contract.pushed;
    if (boojum.some((shape) => answers(contract, ...shape))) return known('ST-SN', contract.evidence);
    if (contract.pushed.value.has(selectorOf(plonk[0])) && answers(contract, plonk[1])) {
      return known('SN', contract.evidence);
    }
    return unknown(`the verifier ${contract.address} is of a kind that is not recognised`, contract.evidence);
  });
}

/** Where the verifier only passes proofs on, those behind it must be verifiers too. */
async function verifiersKnown(verifier: Observation<Contract>, resolver: Resolver): Promise<Observation<unknown>> {
  if (verifier.status === 'unknown' || !answers(verifier.value, ...behind)) return verifier;
  const found = await Promise.all(behind.map((view) => ask(resolver, { of: verifier.value, view })));
  const inspected = found.map(async (address): Promise<Observation<unknown>> => {
    if (address.status === 'unknown' || address.value === null) return address;
    const { pushed } = await resolver.inspect(address.value);
    const isVerifier = (set: ReadonlySet<string>) => boojum.some(([verify]) => set.has(selectorOf(verify)));
    return chain(pushed, (set) =>
      isVerifier(set) ? known(true) : unknown(`${address.value} is not a known verifier`),
    );
  });
  return all(await Promise.all(inspected));
}

async function verifierPowers(verifier: Observation<Contract>, resolver: Resolver): Promise<readonly Power[]> {
  if (verifier.status === 'unknown' || verifier.value.pushed.status === 'unknown') return [];
  const { address, pushed } = verifier.value;
  const owners = await ownersOf({ address, pushed: pushed.value }, resolver);
  if (owners === null || owners.kind === 'nobody') return [];
  return [
    power({
      id: 'replace-verifier',
      title: 'replace what the verifier checks proofs with',
      breaks: ['valid'],
      authority: owners,
      on: address,
      effect: 'A verifier that accepts anything lets a validator pay out any withdrawal.',
    }),
  ];
}

function settlementPowers({ address }: Contract, settlesHere: Observation<boolean>): readonly Power[] {
  if (settlesHere.status === 'known' && settlesHere.value) return [];
  return [
    power({
      id: 'control-settlement-layer',
      title: 'act through the settlement layer between the chain and its host',
      breaks: guarantees,
      authority: unresolved('who controls the settlement layer was not read'),
      on: address,
      effect: 'Whatever the settlement layer reports about the chain is taken for true.',
    }),
  ];
}
