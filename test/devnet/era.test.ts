import { afterAll, beforeAll, expect, test } from 'vitest';
import { accounts, startAnvil, type Anvil } from './anvil.ts';
import { as, deploy, read, send } from './contract.ts';
import { deployEra, eraArtifact, eraValidator, type Era } from './era.ts';

const [, ann] = accounts;

let node: Anvil;
let era: Era;
beforeAll(async () => {
  node = await startAnvil();
  era = await deployEra(node, ann);
});
afterAll(() => node.stop());

test('answers through its facets', async () => {
  expect(await read(era.getters, 'getGovernor')).toBe(ann);
  expect(await read(era.getters, 'isValidator', eraValidator)).toBe(true);
  expect(await read(era.getters, 'getVerifier')).toBe(era.verifier.address);
  expect(await read(era.getters, 'isDiamondStorageFrozen')).toBe(false);
  expect(await read(era.getters, 'facetAddresses')).toHaveLength(5);
});

test('its governor alone replaces the verifier and freezes it', async () => {
  const next = await deploy(node, eraArtifact('Verifier'));
  await expect(send(era.governance, 'setVerifier', next.address)).rejects.toThrow();
  await send(as(era.governance, ann), 'setVerifier', next.address);
  expect(await read(era.getters, 'getVerifier')).toBe(next.address);
  await send(as(era.diamondCut, ann), 'freezeDiamond');
  expect(await read(era.getters, 'isDiamondStorageFrozen')).toBe(true);
  await expect(send(as(era.governance, ann), 'setVerifier', next.address)).rejects.toThrow();
});
