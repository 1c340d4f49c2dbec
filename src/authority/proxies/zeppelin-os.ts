import { keccak256, toBytes, zeroAddress } from 'viem';
import { readSlotAddress } from '../../evidence/reads.ts';
import { all, chainRead, known, type Observation } from '../../model/observation.ts';
import type { Proxy } from '../contract.ts';
import { selectorOf } from '../contract.ts';
import type { ProxyKind } from '../resolver.ts';

/** Slots of ZeppelinOS's UpgradeabilityProxy and OwnedUpgradeabilityProxy: the keccak of these names. */
const implementationSlot = keccak256(toBytes('org.zeppelinos.proxy.implementation'));
const ownerSlot = keccak256(toBytes('org.zeppelinos.proxy.owner'));

/** In the proxy's own code; other proxies have a `proxyOwner` too, but not both. */
const shape = ['function proxyOwner() view returns (address)', 'function transferProxyOwnership(address)'].map(
  selectorOf,
);

/** ZeppelinOS's OwnedUpgradeabilityProxy, before EIP-1967: its owner, in a slot, replaces the code at once. */
export const zeppelinOs: ProxyKind = {
  kind: 'zeppelin-os',
  async detect({ address, code }, resolver) {
    if (!shape.every((selector) => code.pushed.includes(selector))) return known(null);
    const slots = [implementationSlot, ownerSlot] as const;
    const read = await Promise.all(slots.map((slot) => readSlotAddress(resolver.reader, address, slot)));
    return chainRead(all(read), async ([implementation, owner]): Promise<Observation<Proxy | null>> => {
      if (implementation === undefined || implementation === zeroAddress) return known(null);
      const admin = resolver.resolve(owner ?? zeroAddress);
      return known({ kind: 'zeppelin-os', implementations: [implementation], admin });
    });
  },
};
