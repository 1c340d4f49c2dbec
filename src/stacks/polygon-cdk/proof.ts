import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { quorumOfAddresses } from './signers.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { chain, known, map, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';
import type { Assessment } from '../stack.ts';
import type { CdkContracts } from './contracts.ts';

/** FflonkVerifier.sol of the zkEVM's prover: a STARK, wrapped in a SNARK. */
const verify = 'function verifyProof(bytes32[24], uint256[1]) view returns (bool)';
/** AggchainFEP.sol: the chain's whole state transition is proved, unless its optimistic mode is on. */
const fullProofs = 'function optimisticMode() view returns (bool)';
/** Batches may be proved by anybody once the trusted aggregator is late (PolygonRollupManager.sol before 2025). */
const openProofs = 'function verifyBatches(uint32, uint64, uint64, uint64, bytes32, bytes32, address, bytes32[24])';

/** What the chain's proofs are worth, and who decides the state where they show nothing about it. */
export type CdkProof = { readonly facts: Assessment['facts']; readonly powers: readonly Power[] };

/** What is proved before the bridge believes the chain. */
export async function proofOf(contracts: CdkContracts, sequencer: Authority, resolver: Resolver): Promise<CdkProof> {
  const kind = kindOf(contracts);
  const enforced = chain(kind, (value) => (value === 'validity' ? acceptedBy(contracts.verifier) : known(false)));
  const none = kind.status !== 'known' || kind.value === 'none';
  return {
    facts: {
      'proof.kind': kind,
      'proof.variant': map(kind, (value) => (value === 'validity' ? 'ST-SN' : 'none')),
      'proof.enforced': enforced,
      'proof.keyless': map(kind, (value) => value === 'validity'),
      'proof.challenge.permissionless': map(kind, (value) => value === 'validity'),
      'proof.challengers': map(kind, () => 0),
      'proof.challenge.seconds': map(kind, () => 0),
      'proof.proposer.permissionless': map(contracts.manager, (manager) => answers(manager, openProofs)),
      'state.posted': map(contracts.rollup, () => true),
    },
    powers: [
      ...(none ? [await certifyPower(contracts.consensus, sequencer, resolver)] : []),
      ...routePowers(contracts, resolver),
    ],
  };
}

/** `validity` where every state transition is proved, `none` where the proof is only about sums. */
function kindOf({ consensus, rollup }: CdkContracts): Observation<'validity' | 'none'> {
  return chain(rollup, ({ verifies }): Observation<'validity' | 'none'> => {
    if (verifies === 'state') return known('validity', rollup.evidence);
    if (verifies === 'pessimistic') return known('none', rollup.evidence);
    if (consensus.pushed.status === 'unknown') return consensus.pushed;
    if (!answers(consensus, fullProofs)) return known('none', consensus.evidence);
    return unknown('full execution proofs of an aggchain are not modelled', consensus.evidence);
  });
}

function acceptedBy(verifier: Observation<Contract | null>): Observation<boolean> {
  return chain(verifier, (contract): Observation<boolean> => {
    if (contract === null) return known(false, verifier.evidence);
    if (contract.pushed.status === 'unknown') return contract.pushed;
    if (answers(contract, verify)) return known(true, contract.evidence);
    return unknown(`the verifier ${contract.address} is of a kind that is not recognised`, contract.evidence);
  });
}

/** Without a proof of the state whoever signs for the chain says what it owes: up to all that was deposited to it. */
async function certifyPower(consensus: Contract, sequencer: Authority, resolver: Resolver): Promise<Power> {
  const listed = await ask(resolver, { of: consensus, view: 'function getAggchainSigners() view returns (address[])' });
  const signers = listed.status === 'known' && listed.value === null ? sequencer : null;
  return power({
    id: 'certify-state',
    title: 'finalise a state of its choice',
    breaks: ['valid', 'untouched'],
    authority: signers ?? (await quorumOfAddresses(consensus, listed, resolver)),
    on: consensus.address,
    effect: 'The bridge pays out what the signature says, as long as it is not more than was deposited.',
  });
}

/** AggLayerGateway.sol: whoever may add a route to it chooses the verifier, and what it has to prove. */
function routePowers({ consensus, rollup, gateway }: CdkContracts, resolver: Resolver): readonly Power[] {
  if (rollup.status === 'known' && rollup.value.verifies !== 'gateway') return [];
  const at = gateway.status === 'known' ? gateway.value?.address : undefined;
  const routing = unresolved('who may add routes to the gateway is not known');
  return [
    power({
      id: 'route-proofs',
      title: 'send the chain’s proofs to another verifier',
      breaks: ['valid', 'untouched'],
      authority: at === undefined ? routing : anyOf([resolver.resolve(at), routing]),
      on: at ?? consensus.address,
      effect: 'A verifier that accepts anything lets whatever the chain is said to owe be paid out.',
    }),
  ];
}
