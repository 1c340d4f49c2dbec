import type { Hex } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { notNull, type Observation } from '../../model/observation.ts';

/**
 * The programs of Nitro's consensus releases up to version 40: `consensusReleases` in `wasmModuleRoot.js` of @arbitrum/orbit-sdk 0.26.0, with
 * a `maxArbOSVersion` of at most 40. Nobody can mint the currency of a chain in them: ArbOS 41 brought that (ArbOwner.sol,
 * `addNativeTokenOwner`).
 */
const withoutMinting: ReadonlySet<Hex> = new Set<Hex>([
  '0x6b94a7fc388fd8ef3def759297828dc311761e88d8179c7ee8d3887dc554f3c3', // 10
  '0xda4e3ad5e7feacb817c21c8d0220da7650fe9051ece68a3f0b1c5d38bbb27b21', // 10.1
  '0x0754e09320c381566cc0449904c377a52bd34a6b9404432e80afd573b67f7b17', // 10.2
  '0xf559b6d4fa869472dabce70fe1c15221bdda837533dfd891916836975b434dec', // 10.3
  '0xf4389b835497a910d7ba3ebfb77aa93da985634f3c052de1290360635be40c4a', // 11
  '0x68e4fe5023f792d4ef584796c84d710303a5e12ea02d6e37e2b5e9c4332507c4', // 11.1
  '0x8b104a2e80ac6165dc58b9048de12f301d70b02a0ab51396c22b4b4b802a16a4', // 20
  '0xb0de9cb89e4d944ae6023a3b62276e54804c242fd8c4c2d8e6cc4450f5fa8b1b', // 30
  '0x260f5fa5c3176a856893642e149cf128b5a8de9f828afec8d11184415dd8dc69', // 31
  '0x184884e1eb9fefdc158f6c8ac912bb183bf3cf83f0090317e0bc4ac5860baa39', // 32
  '0xdb698a2576298f25448bc092e52cf13b1e24141c997135d70f217d674bbeb69a', // 40
]);

/** The program that fraud proofs of this rollup are about: the root of its WASM modules. */
export async function programOf(rollup: Contract, resolver: Resolver): Promise<Observation<Hex>> {
  const root = await ask(resolver, { of: rollup, view: 'function wasmModuleRoot() view returns (bytes32)' });
  return notNull(root, `${rollup.address} names no program`);
}

/** Whether states in which somebody minted the chain's currency could not be proved; false where the program is not a known one. */
export function rulesOutMinting(program: Observation<Hex>): boolean {
  return program.status === 'known' && withoutMinting.has(program.value);
}
