import { type Address, zeroAddress } from 'viem';
import { askAny } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { everyRole } from '../../authority/every-role.ts';
import { ownersOf } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { hasRoles } from '../../authority/roles.ts';
import { readSlotAddress } from '../../evidence/reads.ts';
import { anyOf, type Authority, nobody, unresolved } from '../../model/authority.ts';
import { known, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';

const setFilterer = 'function setTransactionFilterer(address)';
const filtererOf = 'function getTransactionFilterer() view returns (address)';
/** `transactionFilterer` in ZKChainStorage.sol, slot 46: v24 has no getter for it. */
const filtererSlot = `0x${(46).toString(16).padStart(64, '0')}` as const;
/** Before v24: a list of who may call which function. */
const allowListOf = 'function getAllowList() view returns (address)';

/** The contract that can refuse priority transactions: null where there is none. */
export async function filtererOn(diamond: Contract, resolver: Resolver): Promise<Observation<Contract | null>> {
  const address = await filtererAddress(diamond, resolver);
  if (address.status === 'unknown') return address;
  return address.value === zeroAddress ? known(null, address.evidence) : known(await resolver.inspect(address.value));
}

async function filtererAddress(diamond: Contract, resolver: Resolver): Promise<Observation<Address>> {
  const named = await askAny(resolver, diamond, [filtererOf, allowListOf]);
  if (named.status === 'unknown') return named;
  if (named.value !== null) return known(named.value, named.evidence);
  if (!answers(diamond, setFilterer)) return known(zeroAddress, named.evidence);
  return readSlotAddress(resolver.reader, diamond.address, filtererSlot);
}

/** The power of those who decide for the filterer, where there is one. */
export async function filtererPowers(
  filterer: Observation<Contract | null>,
  diamond: Contract,
  resolver: Resolver,
): Promise<readonly Power[]> {
  if (filterer.status === 'known' && filterer.value === null) return [];
  return [
    power({
      id: 'refuse-transactions',
      title: 'say whose forced transactions the filterer refuses',
      breaks: ['uncensored'],
      authority: await decidingFor(filterer, resolver),
      on: filterer.status === 'known' ? (filterer.value?.address ?? diamond.address) : diamond.address,
      effect: 'A user whom the filterer refuses has no way past the sequencer.',
    }),
  ];
}

/** Who owns the filterer, holds its roles or can replace its code. Where it has none of these, nobody says who decides. */
async function decidingFor(filterer: Observation<Contract | null>, resolver: Resolver): Promise<Authority> {
  if (filterer.status === 'unknown') return unresolved(filterer.reason);
  if (filterer.value === null) return nobody;
  const { address, pushed } = filterer.value;
  if (pushed.status === 'unknown') return unresolved(pushed.reason);
  const owned = { address, pushed: pushed.value };
  const owners = await ownersOf(owned, resolver);
  const holders = hasRoles(owned) ? await everyRole(owned, resolver) : nobody;
  const code = await resolver.upgradeAuthority(address);
  return anyOf([owners ?? unresolved(`who decides for the filterer ${address} is not known`), holders, code]);
}
