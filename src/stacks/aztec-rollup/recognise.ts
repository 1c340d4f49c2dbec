import { map } from '../../model/observation.ts';
import { approachRollup } from '../approach.ts';
import { recogniser } from '../recogniser.ts';
import { rollupShape } from './contracts.ts';

/** What names the Rollup, or something nearer to it: Inbox, Outbox and portal; the Registry; staking; governance; slashing. */
const towards = [
  'function getCanonicalRollup() view returns (address)',
  'function canonicalRollup() view returns (address)',
  'function getLatestRollup() view returns (address)',
  'function getInstance() view returns (address)',
  'function INSTANCE() view returns (address)',
  'function ROLLUP() view returns (address)',
  'function getRollup() view returns (address)',
  'function governanceProposer() view returns (address)',
  'function PROPOSER() view returns (address)',
] as const;

/** Whether an address is a Rollup of Aztec, or one of the contracts around it. */
export const recogniseAztecRollup = recogniser(async ({ address }, resolver) =>
  map(await approachRollup(address, { rollup: rollupShape, towards }, resolver), (found) =>
    found === null
      ? null
      : {
          contracts: { Rollup: found.rollup.address },
          chainId: null,
          seen: ['its code has proof submission epochs, a committee, an Outbox and blobs to check: a Rollup of Aztec'],
        },
  ),
);
