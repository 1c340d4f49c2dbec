import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Anvil, startAnvil } from './anvil.ts';
import { type AztecRollup, deployAztecRollup } from './aztec-rollup.ts';
import { read } from './contract.ts';

let node: Anvil;
let aztec: AztecRollup;
beforeAll(async () => {
  node = await startAnvil();
  aztec = await deployAztecRollup(node);
});
afterAll(() => node.stop());

test('works', async () => {
  expect(await read(aztec.rollup, 'checkBlob')).toBe(true);
  expect(await read(aztec.rollup, 'owner')).toBe(aztec.governance.address);
});
