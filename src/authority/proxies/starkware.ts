import { type Hex, keccak256, toBytes, zeroAddress } from 'viem';
import { readSlot, readSlotAddress } from '../../evidence/reads.ts';
import { after, anyOf, type Authority, bodyId, nobody, unresolved } from '../../model/authority.ts';
import { chainRead, known, map, type Observation } from '../../model/observation.ts';
import type { Proxy } from '../contract.ts';
import { selectorOf } from '../contract.ts';
import type { ProxyKind, ProxyTarget, Resolver } from '../resolver.ts';
import { type GovernorView, governorsOf } from '../starkware-governors.ts';
import { starkwareRole } from '../starkware-roles.ts';

/** Slots of StarkWare's ProxyStorage: the keccak of these names, spelt as they are spelt there. */
const implementationSlot = keccak256(toBytes('StarkWare2019.implemntation-slot'));
const delaySlot = keccak256(toBytes('StarkWare.Upgradibility.Delay.Slot'));
const finalSlot = keccak256(toBytes('StarkWare2019.finalization-flag-slot'));

/** In the proxy's own code, in every version. */
const shape = [
  'function upgradeTo(address, bytes, bool) payable',
  'function getUpgradeActivationDelay() view returns (uint256)',
].map(selectorOf);
const proxyGovernor: GovernorView = 'function proxyIsGovernor(address) view returns (bool)';
const upgradeGovernor = 'function isUpgradeGovernor(address) view returns (bool)';

/** A delay above this is no delay but something else in the slot: ten years. */
const longestDelay = 10n * 365n * 86_400n;

/**
 * StarkWare's Proxy, 1.x to 5.x: governors announce an implementation, the delay in a slot passes, and a governor puts it in place, until
 * one of them finalises it for good. What a StarkEx dispatcher delegates to in its turn is not listed.
 */
export const starkware: ProxyKind = {
  kind: 'starkware',
  async detect(target, resolver) {
    if (!shape.every((selector) => target.code.pushed.includes(selector))) return known(null);
    const implementation = await readSlotAddress(resolver.reader, target.address, implementationSlot);
    return chainRead(implementation, async (address): Promise<Observation<Proxy | null>> => {
      if (address === zeroAddress) return known(null);
      return known({ kind: 'starkware', implementations: [address], admin: await adminOf(target, resolver) });
    });
  },
};

async function adminOf({ address, code }: ProxyTarget, resolver: Resolver): Promise<Authority> {
  const [final, delay] = await Promise.all([
    readSlot(resolver.reader, address, finalSlot),
    readSlot(resolver.reader, address, delaySlot),
  ]);
  if (final.status === 'known' && BigInt(final.value) !== 0n) return nobody;
  const pushed = new Set<Hex>(code.pushed);
  const acting = pushed.has(selectorOf(proxyGovernor))
    ? await governorsOf(address, proxyGovernor, resolver)
    : pushed.has(selectorOf(upgradeGovernor))
      ? await starkwareRole(address, 'upgradeGovernor', resolver)
      : unresolved(`who governs ${address} is not known`, bodyId(resolver.reader.chainId, address));
  const seconds = map(delay, (word) => BigInt(word));
  if (seconds.status === 'known' && seconds.value <= longestDelay) return after(Number(seconds.value), acting);
  const reason = seconds.status === 'unknown' ? seconds.reason : 'its slot holds no delay';
  return anyOf([acting, unresolved(`the upgrade delay of ${address}: ${reason}`)]);
}
