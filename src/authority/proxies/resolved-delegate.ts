import { type Address, encodeAbiParameters, getAddress, hexToString, type Hex, keccak256, zeroAddress } from 'viem';
import { readSlot, readSlotAddress, readView } from '../../evidence/reads.ts';
import { all, chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';
import type { Proxy } from '../contract.ts';
import type { ProxyKind, Resolver } from '../resolver.ts';

const getAddressOf = 'function getAddress(string) view returns (address)';

/**
 * The OP Stack's ResolvedDelegateProxy: an AddressManager holds the implementation under a name. Slot 0 is
 * `mapping(address => string) implementationName`, slot 1 `mapping(address => AddressManager)`, both keyed by the proxy.
 */
export const resolvedDelegate: ProxyKind = {
  kind: 'resolved-delegate',
  async detect({ address }, resolver) {
    const manager = await readSlotAddress(resolver.reader, address, mappingSlot(address, 1n));
    return chainRead(manager, async (found): Promise<Observation<Proxy | null>> => {
      if (found === zeroAddress) return known(null);
      const name = map(await readSlot(resolver.reader, address, mappingSlot(address, 0n)), shortString);
      return chainRead(name, (value) => throughManager(found, value, resolver));
    });
  },
};

async function throughManager(manager: Address, name: string | null, resolver: Resolver): Promise<Observation<Proxy>> {
  if (name === null) return unknown(`the implementation's name in ${manager} is longer than 31 bytes`);
  const implementation = await readView(resolver.reader, { on: manager, view: getAddressOf, args: [name] });
  const admin = resolver.resolve(manager);
  return map(all([implementation]), ([address]) => ({
    kind: 'resolved-delegate',
    implementations: [getAddress(address)],
    admin,
  }));
}

/** The slot of `mapping[key]` for a mapping at `position`, by Solidity's storage layout. */
function mappingSlot(key: Address, position: bigint): Hex {
  return keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [key, position]));
}

/** A string of at most 31 bytes, which Solidity stores in the slot itself with twice its length in the last byte. */
function shortString(word: Hex): string | null {
  const doubled = Number.parseInt(word.slice(-2), 16);
  if (doubled % 2 === 1) return null;
  return hexToString(`0x${word.slice(2, 2 + doubled)}`);
}
