import { type Address, type Hex, zeroAddress } from 'viem';
import { readSlotAddress, readView } from '../../evidence/reads.ts';
import { anyOf, type Authority, nobody, unresolved } from '../../model/authority.ts';
import { all, chainRead, known, type Observation } from '../../model/observation.ts';
import type { Proxy } from '../contract.ts';
import { controlOfUups } from '../uups.ts';
import type { ProxyKind, ProxyTarget, Resolver } from '../resolver.ts';

/** keccak256('eip1967.proxy.implementation') - 1, EIP-1967. */
const implementationSlot: Hex = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc';
/** keccak256('eip1967.proxy.admin') - 1, EIP-1967. */
const adminSlot: Hex = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103';
/** keccak256('eip1967.proxy.beacon') - 1, EIP-1967. */
const beaconSlot: Hex = '0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50';
/** keccak256('eip1967.proxy.implementation.secondary') - 1: the user logic of Arbitrum's rollup proxy. */
const secondarySlot: Hex = '0x2b1dbce74324248c222f0ec2d5ed7bd323cfc425b336f0253c5ccfda7265546d';

/**
 * EIP-1967 in all its forms: transparent (an admin in a slot), UUPS (the implementation decides who may upgrade), beacon,
 * OP's Proxy and L1ChugSplashProxy (the same slots), and Arbitrum's proxy with a second implementation for admins.
 */
export const eip1967: ProxyKind = {
  kind: 'eip1967',
  async detect(target, resolver) {
    const slots = [implementationSlot, beaconSlot, secondarySlot, adminSlot] as const;
    const read = await Promise.all(slots.map((slot) => readSlotAddress(resolver.reader, target.address, slot)));
    return chainRead(all(read), async ([implementation, beacon, secondary, admin]) => {
      const logic = [implementation, secondary].filter(isSet) as Address[];
      if (logic.length > 0) return fromImplementations(target, { logic, admin: admin as Address }, resolver);
      if (isSet(beacon)) return fromBeacon(beacon as Address, resolver);
      return known(null);
    });
  },
};

async function fromImplementations(
  target: ProxyTarget,
  found: { readonly logic: readonly Address[]; readonly admin: Address },
  resolver: Resolver,
): Promise<Observation<Proxy>> {
  const uups = await controlOfUups(target.address, found.logic, resolver);
  const admin = isSet(found.admin) ? resolver.resolve(found.admin) : nobody;
  return known({ kind: 'eip1967', implementations: found.logic, admin: anyOf([admin, uups]) });
}

/** A beacon holds the implementation of many proxies: who may change the beacon may change them all. */
async function fromBeacon(beacon: Address, resolver: Resolver): Promise<Observation<Proxy>> {
  const call = { on: beacon, view: 'function implementation() view returns (address)' } as const;
  const implementation = await readView(resolver.reader, call);
  const admin: Authority =
    implementation.status === 'known' ? resolver.resolve(beacon) : unresolved(implementation.reason);
  const implementations = implementation.status === 'known' ? [implementation.value] : [];
  return { ...known({ kind: 'beacon', implementations, admin }), evidence: implementation.evidence };
}

function isSet(address: Address | undefined): boolean {
  return address !== undefined && address !== zeroAddress;
}
