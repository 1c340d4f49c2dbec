import { ask } from '../../authority/ask.ts';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { addressAuthority, ownersOf } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { anyOf, type Authority, nobody, unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { all, known, map, notNull, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';
import type { ZkContracts } from './contracts.ts';
import type { Validators } from './validators.ts';

const adminOf = 'function admin() view returns (address)';
const pausedView = 'function paused() view returns (bool)';
const frozenView = 'function isDiamondStorageFrozen() view returns (bool)';
const setValidator = 'function setValidator(uint256, address, bool)';
const revertBatches = 'function revertBatches(uint256, uint256)';
const freezeChain = 'function freezeChain(uint256)';
const pause = 'function pause()';
/** What owners of the shared contracts call to have them trust others. */
const pointing = [
  'function addChainTypeManager(address)',
  'function setAddresses(address, address, address)',
  'function registerSettlementLayer(uint256, bool)',
  'function setNativeTokenVault(address)',
  'function setL1AssetRouter(address)',
  'function setL1NativeTokenVault(address)',
  'function setNewVersionUpgrade(((address,uint8,bool,bytes4[])[],address,bytes), uint256, uint256, uint256)',
];
const initialise = 'function initializeChainGovernance(uint256, address)';
const reinitialise = 'function reinitializeChainGovernance(uint256, address)';
/** What validators call, with one batch-reverting function for each generation. */
const reverting = [
  'function revertBatchesSharedBridge(uint256, uint256)',
  'function revertBatchesSharedBridge(address, uint256)',
  'function revertBatches(uint256)',
  'function revertBlocks(uint256)',
];

/** Who runs all chains of the ecosystem. */
export type Managers = {
  /** The owner of the chain type manager: governance. Before v24 the diamond's governor. */
  readonly owner: Authority;
  /** The admin of the chain type manager, which may add and remove validators and revert batches. */
  readonly operator: Authority;
};

/** Reads who governs and who operates the chain type manager. */
export async function managersOf({ manager }: ZkContracts, admin: Authority, resolver: Resolver): Promise<Managers> {
  if (manager.status === 'unknown') return { owner: unresolved(manager.reason), operator: unresolved(manager.reason) };
  const contract = manager.value;
  if (contract === null) return { owner: admin, operator: admin };
  if (contract.pushed.status === 'unknown') {
    const open = unresolved(contract.pushed.reason);
    return { owner: open, operator: open };
  }
  const owners = await ownersOf({ address: contract.address, pushed: contract.pushed.value }, resolver);
  const operator = await ask(resolver, { of: contract, view: adminOf });
  return {
    owner: owners ?? unresolved(`who owns ${contract.address} is not known`),
    operator: operator.status === 'known' && operator.value === null ? nobody : await named(operator, resolver),
  };
}

function named(read: Observation<`0x${string}` | null>, resolver: Resolver): Promise<Authority> {
  return addressAuthority(notNull(read, 'no admin is named'), resolver);
}

/** Any of them, each named once: one body often has several of these roles. */
function anyOne(of: readonly Authority[]): Authority {
  return anyOf([...new Map(of.map((one) => [JSON.stringify(one), one])).values()]);
}

/** What the powers over batches depend on. */
export type Operation = {
  readonly contracts: ZkContracts;
  readonly admin: Authority;
  readonly validators: Validators;
  readonly managers: Managers;
};

/** The powers over batches: to hold them back, to send their makers away, to undo those that are not yet executed. */
export function batchPowers({ contracts, admin, validators, managers }: Operation): readonly Power[] {
  const { diamond, manager } = contracts;
  const on = diamond.address;
  const boss = manager.status === 'known' && manager.value !== null ? manager.value.address : on;
  return [
    power({
      id: 'withhold-batches',
      title: 'stop proposing batches',
      breaks: ['uncensored'],
      authority: validators.together,
      on,
      effect: 'Nobody else may propose, so no forced transaction is worked off and no withdrawal becomes final.',
    }),
    power({
      id: 'dismiss-validators',
      title: 'send all validators away, or put others in their place',
      breaks: ['uncensored'],
      authority: anyOne([admin, managers.operator, managers.owner]),
      on: boss,
      selectors: [setValidator, 'function removeValidator(uint256, address)'].map(selectorOf),
      effect: 'Without a validator no batch is proposed, so nobody gets in or out.',
    }),
    power({
      id: 'revert-batches',
      title: 'undo batches that are committed and not yet executed',
      breaks: ['unreverted'],
      authority: anyOne([validators.any, managers.operator, managers.owner]),
      on,
      selectors: [...reverting, revertBatches].map(selectorOf),
      effect: 'Transactions whose data are final on Ethereum are dropped or put in another order.',
    }),
  ];
}

/** The powers of those who own the shared contracts: to point them elsewhere, and to stop everything until they start it again. */
export async function ownerPowers(operation: Operation, resolver: Resolver): Promise<readonly Power[]> {
  const { contracts, admin, managers } = operation;
  const { diamond, manager } = contracts;
  const bridges = await Promise.all(pausable(contracts).map((contract) => ownerOf(contract, resolver)));
  // Until v26 the chain's admin could freeze its diamond, too.
  const early = !answers(diamond, 'function getChainTypeManager() view returns (address)');
  const on = manager.status === 'known' && manager.value !== null ? manager.value.address : diamond.address;
  const freeze = power({
    id: 'freeze-chain',
    title: 'freeze the chain or pause its bridges for ever',
    breaks: ['uncensored'],
    authority: anyOne([managers.owner, ...(early ? [admin] : []), ...bridges]),
    on,
    selectors: [freezeChain, pause, 'function freezeDiamond()'].map(selectorOf),
    effect: 'While it lasts nothing goes in and no withdrawal is paid.',
  });
  const govern = power({
    id: 'govern-shared-bridge',
    title: 'let the shared bridge trust other contracts and other makers of chains',
    breaks: guarantees,
    authority: anyOne([managers.owner, ...bridges]),
    on,
    selectors: pointing.map(selectorOf),
    effect: 'A contract of its choice then says who is a chain, what it has burnt, and where the funds are kept.',
  });
  return [freeze, govern];
}

function pausable({ bridgehub, router, nullifier, vault }: ZkContracts): readonly Contract[] {
  return [bridgehub, router, nullifier, vault].flatMap((one) =>
    one.status === 'known' && one.value !== null && answers(one.value, pause) ? [one.value] : [],
  );
}

async function ownerOf({ address, pushed }: Contract, resolver: Resolver): Promise<Authority> {
  if (pushed.status === 'unknown') return unresolved(pushed.reason);
  return (await ownersOf({ address, pushed: pushed.value }, resolver)) ?? nobody;
}

/** Whether deposits or withdrawals stand still at this block. */
export async function pausedNow(contracts: ZkContracts, resolver: Resolver): Promise<Observation<boolean>> {
  const holders = [contracts.bridgehub, contracts.router, contracts.nullifier, contracts.vault];
  const flags = holders.map(async (one): Promise<Observation<boolean>> => {
    if (one.status === 'unknown') return one;
    if (one.value === null) return known(false);
    return map(await ask(resolver, { of: one.value, view: pausedView }), (paused) => paused === true);
  });
  const frozen = map(await ask(resolver, { of: contracts.diamond, view: frozenView }), (flag) => flag === true);
  return map(all([...(await Promise.all(flags)), frozen]), (paused) => paused.includes(true));
}

/** Whoever may name another bridge on the chain as the counterpart of one that holds funds can withdraw them all. */
export async function counterpartPowers(holders: readonly Contract[], resolver: Resolver): Promise<readonly Power[]> {
  const found = holders.filter((one) => answers(one, initialise));
  const [first] = found;
  if (first === undefined) return [];
  const authorities = await Promise.all(
    found.map(async (contract) => {
      const owner = await ownerOf(contract, resolver);
      // With the second function the first one sets what was not set yet, and only the owner may change it.
      if (answers(contract, reinitialise)) return owner;
      return anyOf([owner, await named(await ask(resolver, { of: contract, view: adminOf }), resolver)]);
    }),
  );
  return [
    power({
      id: 'redirect-bridge',
      title: 'name another contract on the chain as the counterpart of a bridge',
      breaks: ['valid', 'untouched'],
      authority: anyOne(authorities),
      on: first.address,
      selectors: [initialise, reinitialise].map(selectorOf),
      effect: 'The bridge pays out whatever the new counterpart says was burnt.',
    }),
  ];
}
