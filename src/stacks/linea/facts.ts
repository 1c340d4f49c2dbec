import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Exit } from '../../model/power.ts';
import type { Assessment } from '../stack.ts';
import { everyVerifierProves } from './verifiers.ts';
import { transactionsOnHost } from '../rollup-facts.ts';

/** Until version 6 the administrator could finalise without a proof. */
export const withoutProof = [
  'function finalizeBlocksWithoutProof((bytes32,uint32,bytes[],bytes32[],bytes,uint16[])[])',
  'function finalizeCompressedBlocksWithoutProof((bytes32,bytes32[],bytes32,uint256,uint256,uint256,bytes32,uint256,bytes32[],uint256,bytes))',
  'function finalizeBlocksWithoutProof((bytes32,bytes32,uint256,(bytes32,bytes32,bytes32,bytes32,bytes32),uint256,uint256,bytes32,bytes32,uint256,uint256,uint256,bytes32[],bytes))',
];
/** Versions 6, 5 and before: each takes the transactions of some blocks, in calldata or in blobs, and keeps a hash on which the proof depends. */
export const submissions = [
  'function submitDataAsCalldata((bytes32,bytes32,bytes), bytes32, bytes32)',
  'function submitBlobs((uint256,bytes,bytes,bytes32,bytes32)[], bytes32, bytes32)',
  'function submitDataAsCalldata((bytes32,uint256,uint256,bytes32,bytes), bytes32, bytes32)',
  'function submitBlobs(((bytes32,uint256,uint256,bytes32),uint256,bytes,bytes)[], bytes32, bytes32)',
  'function submitData((bytes32,bytes32,bytes32,uint256,uint256,bytes32,bytes))',
];
const finalized = [
  'function currentL2BlockNumber() view returns (uint256)',
  'function currentFinalizedState() view returns (bytes32)',
] as const;

/** How states are judged, and where the data are. */
export async function proofFacts(rollup: Contract, resolver: Resolver): Promise<Assessment['facts']> {
  const proves = await everyVerifierProves(rollup, resolver);
  const onHost: Observation<boolean> = submissions.some((one) => answers(rollup, one))
    ? known(true, rollup.evidence)
    : unknown('the rollup takes data in a way that is not recognised', rollup.evidence);
  return {
    'proof.kind': map(proves, (yes) => (yes ? 'validity' : 'none')),
    'proof.variant': map(proves, (yes) => (yes ? 'SN' : 'none')),
    'proof.enforced': proves,
    'proof.keyless': map(proves, (yes) => yes && !withoutProof.some((one) => answers(rollup, one))),
    'proof.challenge.permissionless': known(true),
    'proof.challengers': known(0),
    'proof.challenge.seconds': known(0),
    'proof.proposer.permissionless': known(false),
    'state.posted': finalized.some((one) => answers(rollup, one))
      ? known(true, rollup.evidence)
      : unknown('the rollup names no finalised state', rollup.evidence),
    ...transactionsOnHost(onHost),
  };
}

/**
 * Nothing forces a message or a transaction in: only operators post and finalise. After six months without finalisation anybody may
 * make the fallback operator one; that helps nobody whom a working operator leaves out.
 */
export async function wayOut(
  rollup: Contract,
  bridge: Observation<Contract | null>,
  resolver: Resolver,
): Promise<{ readonly facts: Assessment['facts']; readonly exit: Exit }> {
  const none = known(false, rollup.evidence);
  const period = await ask(resolver, { of: rollup, view: 'function periodInSeconds() view returns (uint256)' });
  return {
    facts: {
      'inclusion.mechanism': known('none', rollup.evidence),
      'inclusion.enabled': none,
      'inclusion.filterable': none,
      'inclusion.seconds': known(0),
      'exit.alone': none,
      'exit.mechanism': known('none', rollup.evidence),
      'pause.active': await pausedNow(rollup, bridge, resolver),
    },
    exit: {
      possible: none,
      start: [],
      finish: [
        {
          name: 'rate limit',
          seconds: map(notNull(period, 'the rollup names no period of its rate limit'), Number),
          source:
            'periodInSeconds: a withdrawal that finds the limit used up waits for the next period, and may find it used again',
        },
      ],
    },
  };
}

const isPaused = 'function isPaused(uint8) view returns (bool)';
/** PauseManager.sol: 1 everything, 2 to the L2, 3 from it, 4 blobs, 5 calldata, 6 finalisation, 7 to the bridge, 8 from it. */
const everything = 1;
const fromL2 = 3;
/** In the versions before 6 the number 4 stands for the proving system. */
const provingSystem = 4;
const finalization = 6;
const completeBridging = 8;

async function pausedNow(
  rollup: Contract,
  bridge: Observation<Contract | null>,
  resolver: Resolver,
): Promise<Observation<boolean>> {
  const byType = answers(rollup, 'function PAUSE_FINALIZATION_ROLE() view returns (bytes32)');
  const ofRollup = [everything, fromL2, byType ? finalization : provingSystem].map((type) =>
    pausedType(rollup, type, resolver),
  );
  const ofBridge = chainRead(bridge, (contract) =>
    contract === null ? Promise.resolve(known(false)) : bridgePaused(contract, resolver),
  );
  return map(all(await Promise.all([...ofRollup, ofBridge])), (flags) => flags.some(Boolean));
}

async function pausedType(of: Contract, type: number, resolver: Resolver): Promise<Observation<boolean>> {
  return notNull(
    await ask(resolver, { of, view: isPaused, args: [type] }),
    `${of.address} does not say whether it is paused`,
  );
}

async function bridgePaused(bridge: Contract, resolver: Resolver): Promise<Observation<boolean>> {
  if (answers(bridge, isPaused)) {
    const flags = await Promise.all([everything, completeBridging].map((type) => pausedType(bridge, type, resolver)));
    return chain(all(flags), (values) => known(values.some(Boolean)));
  }
  const paused = await ask(resolver, { of: bridge, view: 'function paused() view returns (bool)' });
  return notNull(paused, `${bridge.address} does not say whether it is paused`);
}
