import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { allAggregators, emergencyAuthority, managerRole, rollupManagerRoles } from '../../authority/polygon-roles.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { allOf, anyOf, type Authority } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';
import type { CdkContracts } from './contracts.ts';

const updateRollup = 'function updateRollup(address, uint32, bytes)';
const updateByAdmin = 'function updateRollupByRollupAdmin(address, uint32)';
const rollback = 'function rollbackBatches(address, uint64)';
const addExisting = [
  'function addExistingRollup(address, address, uint64, uint64, bytes32, uint8, bytes32)',
  'function addExistingRollup(address, address, uint64, uint64, bytes32, uint8)',
];
const addType = [
  'function addNewRollupType(address, address, uint64, uint8, bytes32, string, bytes32)',
  'function addNewRollupType(address, address, uint64, uint8, bytes32, string)',
];
const declare = 'function activateEmergencyState()';
const setSequencer = 'function setTrustedSequencer(address)';

/** Who runs one chain. */
export type Operators = {
  readonly admin: Authority;
  readonly sequencer: Authority;
  /** Whether others may prove batches, or get them in, when the operators do not. */
  readonly openToProve: boolean;
  readonly openToForce: boolean;
};

/** The powers of those who run the rollup manager and this chain on it. */
export async function operatorPowers(
  { consensus, manager }: CdkContracts,
  operators: Operators,
  resolver: Resolver,
): Promise<readonly Power[]> {
  if (manager.status === 'unknown') return [];
  const of = manager.value;
  const role = (name: keyof typeof rollupManagerRoles) => managerRole(of, rollupManagerRoles[name], resolver);
  const [update, existing, type, create] = await Promise.all([
    role('update'),
    role('addExisting'),
    role('addType'),
    role('create'),
  ]);
  return [
    switchPower(of, anyOf([operators.admin, update])),
    attachPower(of, anyOf([existing, allOf([type, anyOf([create, update])])])),
    ...rollbackPowers(of, anyOf([operators.admin, update])),
    emergencyPower(of, await emergencyAuthority(of.address, resolver)),
    ...stoppingPowers(consensus, operators, await allAggregators(of, resolver)),
  ];
}

function switchPower({ address }: Contract, authority: Authority): Power {
  return power({
    id: 'switch-rollup-type',
    title: 'give the chain the code and the verifier of another registered type',
    breaks: guarantees,
    authority,
    on: address,
    selectors: [updateRollup, updateByAdmin].map(selectorOf),
    effect: 'Every type that was ever registered and not withdrawn will do, old ones and their verifiers included.',
  });
}

function attachPower({ address }: Contract, authority: Authority): Power {
  return power({
    id: 'attach-rollup',
    title: 'attach a chain with a verifier of its choice to the shared bridge',
    breaks: ['valid', 'untouched'],
    authority,
    on: address,
    selectors: [...addExisting, ...addType].map(selectorOf),
    effect: 'A chain whose verifier accepts anything withdraws from the bridge what others have deposited.',
  });
}

function rollbackPowers(manager: Contract, authority: Authority): readonly Power[] {
  if (!answers(manager, rollback) && manager.pushed.status === 'known') return [];
  return [
    power({
      id: 'roll-back-batches',
      title: 'undo batches that are sequenced and not yet proved',
      breaks: ['unreverted'],
      authority,
      on: manager.address,
      selectors: [selectorOf(rollback)],
      effect: 'Transactions whose data are final on Ethereum are dropped or put in another order.',
    }),
  ];
}

function emergencyPower({ address }: Contract, authority: Authority): Power {
  return power({
    id: 'declare-emergency',
    title: 'declare the emergency state',
    breaks: ['uncensored'],
    authority,
    on: address,
    selectors: [selectorOf(declare)],
    effect: 'It stops the bridge and all chains on it until somebody ends it.',
  });
}

function stoppingPowers(consensus: Contract, operators: Operators, aggregators: Authority): readonly Power[] {
  const on = consensus.address;
  const shared = { breaks: ['uncensored'], on } as const;
  const prove = power({
    ...shared,
    id: 'withhold-proofs',
    title: 'stop proving batches',
    authority: aggregators,
    effect: 'Nobody else may prove, so no withdrawal becomes final.',
  });
  const sequence = power({
    ...shared,
    id: 'withhold-batches',
    title: 'stop posting batches, or leave out whom it likes',
    authority: operators.sequencer,
    effect: 'Nobody else gets a transaction in.',
  });
  const replace = power({
    ...shared,
    id: 'replace-sequencer',
    title: 'put another sequencer in the place of this one',
    authority: operators.admin,
    selectors: [selectorOf(setSequencer)],
    effect: 'The new one can leave out whom it likes.',
  });
  return [...(operators.openToProve ? [] : [prove]), ...(operators.openToForce ? [] : [sequence, replace])];
}
