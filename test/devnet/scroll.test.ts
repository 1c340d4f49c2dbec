import { afterAll, beforeAll, expect, test } from 'vitest';
import { toFunctionSelector } from 'viem';
import { accounts, startAnvil, warp, type Anvil } from './anvil.ts';
import { as, encode, read, send } from './contract.ts';
import { execute, role, schedule } from './openzeppelin.ts';
import { deployScroll, enforcedBatch, scrollRoles, type Scroll } from './scroll.ts';

const [, ann, ben] = accounts;

let node: Anvil;
let scroll: Scroll;
beforeAll(async () => {
  node = await startAnvil();
  scroll = await deployScroll(node, ann);
});
afterAll(() => node.stop());

test('the rollup has one sequencer and one prover, and is owned by roles', async () => {
  expect(await read(scroll.chain, 'isSequencer', scrollRoles.sequencer)).toBe(true);
  expect(await read(scroll.chain, 'isSequencer', ann)).toBe(false);
  expect(await read(scroll.chain, 'isProver', scrollRoles.prover)).toBe(true);
  expect(await read(scroll.chain, 'isEnforcedModeEnabled')).toBe(false);
  for (const owned of [scroll.chain, scroll.messageQueue, scroll.messenger, scroll.systemConfig, scroll.proxyAdmin]) {
    expect(await read(owned, 'owner')).toBe(scroll.owner.address);
  }
});

test('users may enforce a batch after the delays of its configuration', async () => {
  const { maxDelayEnterEnforcedMode, maxDelayMessageQueue } = enforcedBatch;
  const parameters = [maxDelayEnterEnforcedMode, maxDelayMessageQueue];
  expect(await read(scroll.systemConfig, 'enforcedBatchParameters')).toEqual(parameters);
});

test('the owner contract says which role may pause', async () => {
  const selector = toFunctionSelector('function setPause(bool)');
  const may = await read(scroll.owner, 'callableRoles', scroll.chain.address, selector);
  expect(may).toEqual([role('EMERGENCY_MULTISIG_NO_DELAY_ROLE')]);
});

test('only the timelock grants roles, after its delay', async () => {
  const emergency = role('EMERGENCY_MULTISIG_NO_DELAY_ROLE');
  const pause = encode(scroll.chain, 'setPause', true);
  const call = [scroll.chain.address, 0n, pause, emergency];
  await expect(send(scroll.owner, 'grantRole', emergency, ben)).rejects.toThrow('AccessControl');
  await expect(send(as(scroll.owner, ben), 'execute', ...call)).rejects.toThrow('AccessControl');
  const grant = { target: scroll.owner.address, data: encode(scroll.owner, 'grantRole', emergency, ben), from: ann };
  await schedule(scroll.timelock, grant);
  await warp(node, 604_800);
  await execute(scroll.timelock, grant);
  await send(as(scroll.owner, ben), 'execute', ...call);
  expect(await read(scroll.chain, 'paused')).toBe(true);
});
