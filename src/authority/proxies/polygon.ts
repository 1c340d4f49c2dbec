import { type Address, keccak256, toBytes, zeroAddress } from 'viem';
import { readSlotAddress, readView } from '../../evidence/reads.ts';
import { all, chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';
import { type Proxy, selectorOf } from '../contract.ts';
import type { ProxyKind, ProxyTarget, Resolver } from '../resolver.ts';

/** Slots of UpgradableProxy.sol (`matic-contracts`, `pos-portal`): the keccak of these names. */
const implementationSlot = keccak256(toBytes('matic.network.proxy.implementation'));
const ownerSlot = keccak256(toBytes('matic.network.proxy.owner'));

const implementationOf = 'function implementation() view returns (address)';
const ownerOf = 'function owner() view returns (address)';

/** In the proxy's own code, in every version. */
const shape = [
  'function proxyType() pure returns (uint256)',
  'function updateImplementation(address)',
  implementationOf,
].map(selectorOf);

/** Where a proxy delegates to, and who may change that. */
type Named = { readonly implementation: Address; readonly owner: Address };

/**
 * The proxies of Polygon PoS, which an owner points to other code at once: UpgradableProxy.sol with slots of its own, and the older
 * Proxy.sol, which keeps both addresses wherever its base contracts put them and tells them by its own getters.
 */
export const polygon: ProxyKind = {
  kind: 'polygon',
  async detect(target, resolver) {
    if (!shape.every((selector) => target.code.pushed.includes(selector))) return known(null);
    const named = await chainRead(await bySlots(target, resolver), async (found) =>
      found === null ? byGetters(target, resolver) : known(found),
    );
    return map(named, ({ implementation, owner }): Proxy | null =>
      implementation === zeroAddress
        ? null
        : { kind: 'polygon', implementations: [implementation], admin: resolver.resolve(owner) },
    );
  },
};

/** Null where a slot is empty: then this is the older kind. */
async function bySlots({ address }: ProxyTarget, { reader }: Resolver): Promise<Observation<Named | null>> {
  const slots = [implementationSlot, ownerSlot] as const;
  const read = await Promise.all(slots.map((slot) => readSlotAddress(reader, address, slot)));
  return map(all(read), ([implementation = zeroAddress, owner = zeroAddress]) =>
    implementation === zeroAddress || owner === zeroAddress ? null : { implementation, owner },
  );
}

async function byGetters({ address, code }: ProxyTarget, { reader }: Resolver): Promise<Observation<Named>> {
  if (!code.pushed.includes(selectorOf(ownerOf))) return unknown(`${address} names no owner of the proxy`);
  const read = await Promise.all([implementationOf, ownerOf].map((view) => readView(reader, { on: address, view })));
  return map(all(read), ([implementation, owner]) => ({ implementation, owner }) as Named);
}
