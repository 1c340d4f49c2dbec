import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Exit } from '../../model/power.ts';
import type { Assessment } from '../stack.ts';
import type { TaikoContracts } from './contracts.ts';
import { addressNamed, nameBytes } from './names.ts';
import type { Tier } from './tiers.ts';

/** How states are judged: by proofs of several tiers, each of which suffices unless it is contested. */
export function proofFacts(tiers: Observation<readonly Tier[]>): Assessment['facts'] {
  return {
    'proof.kind': map(tiers, () => 'multi'),
    'proof.variant': map(tiers, () => 'mixed'),
    'proof.enforced': map(tiers, () => true),
    'proof.keyless': map(tiers, (list) => list.every(({ kind }) => kind === 'validity')),
    // For a bond; what a higher tier says then stands.
    'proof.challenge.permissionless': map(tiers, () => true),
    'proof.challengers': known(0),
    'proof.challenge.seconds': map(tiers, (list) => Math.min(...list.map(({ cooldownSeconds }) => cooldownSeconds))),
    'data.committee.members': known(0),
    'data.committee.threshold': known(0),
    'data.network': known('none'),
  };
}

const proposals = [
  'function proposeBlocksV2(bytes[], bytes[])',
  'function proposeBlockV2(bytes, bytes)',
  'function proposeBlock(bytes, bytes)',
] as const;

/**
 * The name of the only address that may propose blocks, if it is set. Since the Ontake fork it is a manager of preconfirmations;
 * before, LibProposing.sol asked for `proposer`.
 */
function gateOf(rollup: Contract): Observation<string> {
  const [blocks, block, first] = proposals;
  if (answers(rollup, blocks) || answers(rollup, block)) return known('preconf_task_manager');
  if (answers(rollup, first)) return known('proposer');
  return unknown('the rollup takes blocks in a way that is not recognised', rollup.evidence);
}

/** Who may propose: anybody, or one address. */
async function gate(rollup: Observation<Contract>, resolver: Resolver): Promise<Observation<string | null>> {
  return chainRead(rollup, async (of) => {
    if (of.pushed.status === 'unknown') return of.pushed;
    return chainRead(gateOf(of), (name) => addressNamed(of, nameBytes(name), resolver));
  });
}

/** How a user gets past those who usually propose and prove: by proposing and proving. */
export async function wayOut(
  contracts: TaikoContracts,
  tiers: Observation<readonly Tier[]>,
  resolver: Resolver,
): Promise<{ readonly facts: Assessment['facts']; readonly exit: Exit }> {
  const only = await gate(contracts.TaikoL1, resolver);
  const open = map(only, (address) => address === null);
  const provable = map(tiers, (list) => list.some(({ kind }) => kind === 'validity'));
  const alone = map(all([open, provable]), ([proposes, proves]) => proposes && proves);
  return {
    facts: {
      'proof.proposer.permissionless': open,
      'data.location': map(open, () => 'ethereum'),
      'data.content': map(open, () => 'transactions'),
      'data.attested': map(open, () => true),
      'inclusion.mechanism': map(open, (yes) => (yes ? 'self-sequence' : 'none')),
      'inclusion.enabled': open,
      'inclusion.filterable': map(open, () => false),
      'inclusion.seconds': map(open, () => 0),
      'exit.alone': alone,
      'exit.mechanism': map(alone, (yes) => (yes ? 'self-propose' : 'none')),
      'state.posted': await posted(contracts.TaikoL1, resolver),
      'pause.active': await paused(contracts, resolver),
    },
    exit: {
      possible: alone,
      start: [{ name: 'inclusion', seconds: map(open, () => 0), source: 'the user proposes the block' }],
      finish: [
        {
          name: 'cooldown',
          seconds: map(tiers, (list) => Math.max(...list.map(({ cooldownSeconds }) => cooldownSeconds))),
          source: 'the longest cooldownWindow of all tiers, once the block is proved',
        },
      ],
    },
  };
}

const lastSynced = 'function getLastSyncedBlock() view returns (uint64, bytes32, bytes32, uint64)';
const variables =
  'function getStateVariables() view returns ((uint64, uint64, uint64 lastSyncedBlockId, uint64), (uint64 numBlocks, uint64 lastVerifiedBlockId, bool provingPaused))';

async function posted(rollup: Observation<Contract>, resolver: Resolver): Promise<Observation<boolean>> {
  const synced = await chainRead(rollup, (of) => ask(resolver, { of, view: lastSynced }));
  return map(notNull(synced, 'the rollup names no synced block'), ([, , root]) => !/^0x0+$/.test(root));
}

/** Withdrawals need the bridge, and new states. */
async function paused(contracts: TaikoContracts, resolver: Resolver): Promise<Observation<boolean>> {
  const view = 'function paused() view returns (bool)';
  const flags = await Promise.all(
    [contracts.TaikoL1, contracts.Bridge].map(async (contract) => {
      const read = await chainRead(contract, async (of) => (of === null ? known(null) : ask(resolver, { of, view })));
      return notNull(read, 'a contract of the bridge does not say whether it is paused');
    }),
  );
  const state = await chainRead(contracts.TaikoL1, (of) => ask(resolver, { of, view: variables }));
  const proving = map(
    notNull(state, 'the rollup does not say whether proving is paused'),
    ([, slot]) => slot.provingPaused,
  );
  return chain(all([...flags, proving]), (values) => known(values.some(Boolean)));
}
