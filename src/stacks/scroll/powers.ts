import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs, readView } from '../../evidence/reads.ts';
import { type Authority, allOf, unresolved } from '../../model/authority.ts';
import { all, chainRead, map, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { type Address, getAddress, type Hex, toEventSelector } from 'viem';
import { type OwnerPower, ownerPowers } from '../owner-powers.ts';
import { power } from '../powers.ts';
import type { ScrollContracts } from './contracts.ts';

const setPause = 'function setPause(bool)';

const rollupPowers: readonly OwnerPower[] = [
  {
    id: 'pause-batches',
    title: 'stop all batches of the operators',
    breaks: ['uncensored'],
    functions: [setPause],
    effect: 'No batch is committed or finalised any more by those who run the chain.',
  },
  {
    id: 'revert-batches',
    title: 'undo batches whose data are on Ethereum',
    breaks: ['unreverted'],
    functions: ['function revertBatch(bytes)', 'function revertBatch(bytes, uint256)'],
    effect: 'What was committed and not yet finalised is thrown away; another batch may take its place.',
  },
  {
    id: 'leave-enforced-mode',
    title: 'end enforced batch mode whenever users have entered it',
    breaks: ['uncensored'],
    functions: ['function disableEnforcedBatchMode()'],
    effect: 'Users have to wait for the delays again before they can finalise a batch of their own.',
  },
  {
    id: 'choose-operators',
    title: 'choose the sequencers and provers',
    breaks: [],
    functions: [
      'function addSequencer(address)',
      'function removeSequencer(address)',
      'function addProver(address)',
      'function removeProver(address)',
    ],
    effect: 'Another sequencer can order and exclude as it likes; no prover can prove what is wrong.',
  },
  {
    id: 'replace-verifier-contract',
    title: 'replace the contract that judges proofs',
    breaks: ['valid'],
    functions: ['function updateVerifier(address)'],
    effect: 'A verifier that accepts everything finalises any state.',
  },
];

const verifierPowers: readonly OwnerPower[] = [
  {
    id: 'replace-verifier',
    title: 'replace the verifier of a version',
    breaks: ['valid'],
    functions: ['function updateVerifier(uint256, uint64, address)'],
    effect: 'A verifier that accepts everything finalises any state.',
  },
];

const configPowers: readonly OwnerPower[] = [
  {
    id: 'raise-enforced-delays',
    title: 'make users wait for months before they can enforce a batch',
    breaks: ['uncensored'],
    functions: ['function updateEnforcedBatchParameters((uint24,uint24))'],
    effect: 'The delays may be raised to 194 days, in which the sequencer may exclude whom it likes.',
  },
  {
    id: 'throttle-messages',
    title: 'make queued transactions impossible or as dear as it likes',
    breaks: ['uncensored'],
    functions: ['function updateMessageQueueParameters((uint32,uint112,uint112))'],
    effect: 'With no gas for them, or at such a price, nobody can queue a transaction on Ethereum.',
  },
];

const messengerPowers: readonly OwnerPower[] = [
  {
    id: 'pause-withdrawals',
    title: 'stop all withdrawals for ever',
    breaks: ['uncensored'],
    functions: [setPause],
    effect: 'A paused messenger passes no withdrawal on, however final it is.',
  },
];

const gatewayPausePowers: readonly OwnerPower[] = [
  {
    id: 'close-forced-inclusion',
    title: 'close the way past the sequencer',
    breaks: ['uncensored'],
    functions: [setPause],
    effect: 'A paused EnforcedTxGateway queues no transaction of a user.',
  },
];

/** The powers of the owners on the host, except over code. */
export async function hostPowers(contracts: ScrollContracts, resolver: Resolver): Promise<readonly Power[]> {
  const lists = await Promise.all([
    ownerPowers(contracts.ScrollChain, rollupPowers, resolver),
    ownerPowers(contracts.MultipleVersionRollupVerifier, verifierPowers, resolver),
    ownerPowers(contracts.SystemConfig, configPowers, resolver),
    ownerPowers(contracts.L1ScrollMessenger, messengerPowers, resolver),
    ownerPowers(contracts.EnforcedTxGateway, gatewayPausePowers, resolver),
    withholdPowers(contracts.ScrollChain, resolver),
  ]);
  return lists.flat();
}

const updateProver = toEventSelector('event UpdateProver(address indexed account, bool status)');
const isProver = 'function isProver(address) view returns (bool)';
const enforced = 'function isEnforcedModeEnabled() view returns (bool)';

/** Where there is no enforced mode, the provers alone finalise: all of them can refuse. */
async function withholdPowers(rollup: Observation<Contract>, resolver: Resolver): Promise<readonly Power[]> {
  if (rollup.status === 'unknown' || rollup.value.pushed.status === 'unknown') return [];
  if (answers(rollup.value, enforced)) return [];
  const { address } = rollup.value;
  return [
    power({
      id: 'withhold-finalisation',
      title: 'stop finalising batches',
      breaks: ['uncensored'],
      authority: await proversTogether(address, resolver),
      on: address,
      effect: 'Nobody else may finalise a batch, so no withdrawal becomes final.',
    }),
  ];
}

async function proversTogether(on: Address, resolver: Resolver): Promise<Authority> {
  const logs = await readLogs(resolver.reader, on, [updateProver]);
  const named = map(logs, (list) => [...new Set(list.flatMap(({ topics }) => accountOf(topics[1])))]);
  const provers = await chainRead(named, async (list) => {
    const flags = await Promise.all(list.map((one) => readView(resolver.reader, { on, view: isProver, args: [one] })));
    return map(all(flags), (still) => list.filter((_, at) => still[at]));
  });
  if (provers.status === 'unknown') return unresolved(provers.reason);
  if (provers.value.length === 0) return unresolved(`${on} names no prover: its logs are incomplete`);
  return allOf(provers.value.map(resolver.resolve));
}

function accountOf(topic: Hex | undefined): readonly Address[] {
  return topic === undefined ? [] : [getAddress(`0x${topic.slice(-40)}`)];
}
