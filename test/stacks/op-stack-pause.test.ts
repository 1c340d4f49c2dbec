import { toFunctionSelector, zeroAddress } from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import { type Anvil, snapshot } from '../devnet/anvil.ts';
import { as, at, type Contract, read, readAddress, readImplementation, send } from '../devnet/contract.ts';
import { op2025 } from '../devnet/op-2025-abi.ts';
import { startSuperchain, superchainChain } from '../devnet/superchain.ts';
import { nextAt, now } from '../witness/attackers.ts';
import { type Answer, assessOn, entry, missing, unreadable } from './assessed.ts';

let node: Anvil;
let config: Contract;
let restore: () => Promise<void>;
beforeAll(async () => {
  node = await startSuperchain();
  const shared = await readAddress(superchainChain(node, 901).portal, 'superchainConfig');
  const plain = at(node, shared, op2025);
  config = as(plain, await readAddress(plain, 'guardian'));
});
afterAll(() => node.stop());
beforeEach(async () => {
  restore = await snapshot(node);
});
afterEach(() => restore());

const assess = (chainId: 901 | 902, ...answers: readonly Answer[]) => {
  const contracts = { SystemConfig: superchainChain(node, chainId).systemConfig.address };
  return assessOn(node, opStack, entry({ stack: 'op-stack', chainId, contracts }), answers);
};
const paused = async (chainId: 901 | 902) => (await assess(chainId)).fact('pause.active');
const expirySeconds = async () => (await read(config, 'pauseExpiry')) as bigint;

describe('a pause of op-contracts v4', () => {
  it('of everything stops each chain', async () => {
    await send(config, 'pause', zeroAddress);
    expect([await paused(901), await paused(902)]).toEqual([true, true]);
  });

  it('of one chain stops that chain, and no other', async () => {
    await send(config, 'pause', superchainChain(node, 901).ethLockbox.address);
    expect([await paused(901), await paused(902)]).toEqual([true, false]);
  });

  it('whose time has passed is none, unless the guardian extended it', async () => {
    const began = await now(node);
    await send(config, 'pause', zeroAddress);
    const end = began + (await expirySeconds()) + 60n;
    const early = await snapshot(node);
    await nextAt(node, end);
    await node.client.mine({ blocks: 1 });
    expect(await paused(901)).toBe(false);
    await early();
    await nextAt(node, end - 3600n);
    await send(config, 'extend', zeroAddress);
    await nextAt(node, end);
    await node.client.mine({ blocks: 1 });
    expect(await paused(901)).toBe(true);
  });

  it('lasts as long as its expiry, and as the guardian can extend it, for ever', async () => {
    const found = await assess(901);
    const seconds = Number(await expirySeconds());
    expect(found.power('pause-withdrawals').lasts).toBe(seconds);
    expect(found.exit.finish).toContainEqual(
      expect.objectContaining({ name: 'pause', seconds: expect.objectContaining({ value: seconds }) }),
    );
    expect(found.power('extend-pause')).toMatchObject({
      lasts: 'unbounded',
      selectors: [toFunctionSelector('function extend(address)')],
      authority: { kind: 'body', id: `${node.chainId}:${await readAddress(config, 'guardian')}` },
    });
  });

  it('that nothing extends may be made again by whoever makes it', async () => {
    const view = 'function extend(address)';
    const implementation = await readImplementation(config);
    const gone = [config.address, implementation].map((of) => ({ of, view, value: missing }));
    const found = await assess(901, ...gone);
    expect(found.power('extend-pause').selectors).toEqual(found.power('pause-withdrawals').selectors);
  });

  it('whose expiry cannot be read may last for ever', async () => {
    const expiry = 'function pauseExpiry() view returns (uint256)';
    const found = await assess(901, { of: config.address, view: expiry, value: unreadable });
    expect(found.power('pause-withdrawals').lasts).toBe('unbounded');
    expect(found.exit.finish.find(({ name }) => name === 'pause')?.seconds.status).toBe('unknown');
  });
});
