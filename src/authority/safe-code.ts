import type { Hex } from 'viem';

/**
 * keccak-256 of the runtime code of the Safe singletons, from the `safe-deployments` package (deployments at the canonical and
 * the EIP-155 addresses have the same code). Nothing else is a Safe, whatever it answers.
 */
export const safeSingletons: ReadonlyMap<Hex, string> = new Map<Hex, string>([
  ['0x56b8be58b5ad629a621593a2e5e5e8e9a28408dc06e95597497b303902772e45', '1.1.1'],
  ['0x2ae2d1231f0d754a7fa4f5e5d0e5554085e1b500d8e09f95aaaaa3f49c0db922', '1.2.0'],
  ['0xbba688fbdb21ad2bb58bc320638b43d94e7d100f6f3ebaab0a4e4de6304b1c2e', '1.3.0'],
  ['0x21842597390c4c6e3c1239e434a682b054bd9548eee5e9b1d6a4482731023c0f', '1.3.0'],
  ['0x1fe2df852ba3299d6534ef416eefa406e56ced995bca886ab7a553e6d0c5e1c4', '1.4.1'],
  ['0xb1f926978a0f44a2c0ec8fe822418ae969bd8c3f18d61e5103100339894f81ff', '1.4.1'],
  ['0xdda019cbd7c867a533a2a86e5c53434fdc50b13122b5a5ddb4a8df61b31c20f2', '1.5.0'],
  ['0x180193227186ccb85316c94db1f0d156ed932b14712cfaac78901899178572dc', '1.5.0'],
]);

/**
 * keccak-256 of the runtime code of the proxies that Safe's factories deploy: 1.1.1 (also 1.2.0), 1.3.0, 1.4.1 and 1.5.0. A proxy with
 * other code may have a door of its own, so it is not a Safe even when it points at a singleton.
 */
export const safeProxies: ReadonlySet<Hex> = new Set<Hex>([
  '0xaea7d4252f6245f301e540cfbee27d3a88de543af8e49c5c62405d5499fab7e5',
  '0xb89c1b3bdf2cf8827818646bce9a8f6e372885f8c55e5c07acbd307cb133b000',
  '0xd7d408ebcd99b2b70be43e20253d6d92a8ea8fab29bd3be7f55b10032331fb4c',
  '0x4e381985ca68b3e5d27b4425fa581c19cf33146d3f887a3cfca96f55528ea46f',
]);
