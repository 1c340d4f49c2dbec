import { zeroAddress } from 'viem';
import { ask, askAny } from '../../authority/ask.ts';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { anyOf, type Authority, nobody } from '../../model/authority.ts';
import { known, map, notNull, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';
import type { ZkContracts } from './contracts.ts';

const setFilterer = 'function setTransactionFilterer(address)';
const adminOf = [
  'function getAdmin() view returns (address)',
  'function getGovernor() view returns (address)',
] as const;
const pendingOf = [
  'function getPendingAdmin() view returns (address)',
  'function getPendingGovernor() view returns (address)',
] as const;
const setPair = 'function setDAValidatorPair(address, address)';
const prices = [
  'function setTokenMultiplier(uint128, uint128)',
  'function changeFeeParams((uint8,uint32,uint32,uint32,uint64,uint64))',
];
const migration = 'function migrationPaused() view returns (bool)';
/** A chain's admin hands the chain itself over as if it were an asset. */
const bridgeRequest =
  'function requestL2TransactionTwoBridges((uint256,uint256,uint256,uint256,uint256,address,address,uint256,bytes)) payable';

/** Who administers the chain: its admin, and an admin who only has to accept. Before v24 the governor did. */
export async function adminAuthority(diamond: Contract, resolver: Resolver): Promise<Authority> {
  const [current, pending] = await Promise.all([
    askAny(resolver, diamond, adminOf),
    askAny(resolver, diamond, pendingOf),
  ]);
  const admin = await addressAuthority(notNull(current, `${diamond.address} names no admin`), resolver);
  const successor = await addressAuthority(
    map(pending, (address) => address ?? zeroAddress),
    resolver,
  );
  return anyOf([admin, successor]);
}

/** What the powers of the chain's admin depend on. */
export type AdminSituation = {
  readonly contracts: ZkContracts;
  readonly admin: Authority;
  /** Whether the data can go nowhere but to Ethereum any more. */
  readonly permanent: Observation<boolean>;
};

/** What the chain's admin can do at once: nothing of this waits for anything. */
export async function adminPowers(situation: AdminSituation, resolver: Resolver): Promise<readonly Power[]> {
  const { contracts, admin } = situation;
  const { diamond, bridgehub } = contracts;
  const on = diamond.address;
  const powers = [
    {
      id: 'filter-transactions',
      title: 'let a contract of its choice refuse forced transactions',
      functions: [setFilterer, 'function setAllowList(address)'],
      effect: 'A user whom the filterer refuses has no way past the sequencer.',
    },
    {
      id: 'price-transactions',
      title: 'make forced transactions as dear as it likes',
      functions: prices,
      effect: 'A priority transaction that nobody can pay for is as good as refused.',
    },
  ].flatMap(({ functions, ...rest }) => {
    const there = functions.filter((one) => answers(diamond, one));
    if (there.length === 0) return [];
    return [power({ ...rest, breaks: ['uncensored'], authority: admin, on, selectors: there.map(selectorOf) })];
  });
  return [...powers, ...dataPowers(situation), ...(await migrationPowers(bridgehub, situation, resolver))];
}

function dataPowers({ contracts: { diamond }, admin, permanent }: AdminSituation): readonly Power[] {
  if (!answers(diamond, setPair)) return [];
  if (permanent.status === 'known' && permanent.value) return [];
  return [
    power({
      id: 'switch-data-availability',
      title: 'let batches pass whose data are nowhere',
      breaks: ['uncensored', 'unreverted'],
      authority: admin,
      on: diamond.address,
      selectors: [selectorOf(setPair)],
      effect: 'Without the data nobody can rebuild the state, prove a balance or leave.',
    }),
  ];
}

/** Since v26 an admin moves the chain to any settlement layer that the Bridgehub's owner has listed. */
async function migrationPowers(
  bridgehub: Observation<Contract | null>,
  { contracts: { diamond }, admin }: AdminSituation,
  resolver: Resolver,
): Promise<readonly Power[]> {
  const hub = bridgehub.status === 'known' ? bridgehub.value : null;
  const paused = hub === null ? known(null) : await ask(resolver, { of: hub, view: migration });
  if (paused.status === 'known' && paused.value !== false) return [];
  return [
    power({
      id: 'migrate-settlement',
      title: 'move the chain to another settlement layer',
      breaks: ['uncensored'],
      authority: hub === null ? nobody : admin,
      on: hub?.address ?? diamond.address,
      selectors: [selectorOf(bridgeRequest)],
      effect: 'The operators of a listed settlement layer then come between the chain and its host.',
    }),
  ];
}
