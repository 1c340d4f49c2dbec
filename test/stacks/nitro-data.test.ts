import { type Hex, zeroAddress } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nitro } from '../../src/stacks/nitro/index.ts';
import { accounts, type Anvil, startAnvil } from '../devnet/anvil.ts';
import { as, read, send } from '../devnet/contract.ts';
import { depositEther, postBatch } from '../devnet/nitro-inbox.ts';
import { deployNitro, govern, type Nitro } from '../devnet/nitro.ts';
import { assessOn, entry } from './assessed.ts';

let node: Anvil;
let rollup: Nitro;
beforeAll(async () => {
  node = await startAnvil();
  rollup = await deployNitro(node);
});
afterAll(() => node.stop());

const assess = () =>
  assessOn(node, nitro, entry({ stack: 'nitro', chainId: 42_161, contracts: { Bridge: rollup.bridge.address } }));

async function post(data: Hex): Promise<void> {
  await depositEther(rollup, accounts[0], 1n);
  const sequence = await read(rollup.bridge, 'sequencerMessageCount');
  const delayed = await read(rollup.bridge, 'delayedMessageCount');
  const batch = [sequence, data, delayed, zeroAddress, 0n, 0n];
  await send(as(rollup.sequencerInbox, rollup.batchPoster), 'addSequencerL2BatchFromOrigin', ...batch);
}

describe('the data of a Nitro chain', () => {
  it('are nowhere known before the first batch', async () => {
    const found = await assess();
    expect(found.fact('data.location')).toMatch(/^\? none of the last/);
    expect(found.frontier('withhold-data')).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });

  it('are where the last batch that holds any says, past empty ones', async () => {
    await post('0x00aa');
    await post('0x');
    expect((await assess()).fact('data.location')).toBe('ethereum');
  });

  it('are elsewhere, unattested as far as known, where its first byte is of another place', async () => {
    await post('0x01aa');
    const found = await assess();
    expect(found.fact('data.location')).toBe('external');
    expect(found.fact('data.network')).toBe('other');
    expect(found.fact('data.attested')).toMatch(/^\? /);
    const [coalition] = found.frontier('withhold-data');
    expect(coalition?.keys).toContain(`${node.chainId}:${rollup.batchPoster}`);
  });

  it('are on Ethereum again when a later batch says so', async () => {
    await depositEther(rollup, accounts[0], 1n);
    await postBatch(rollup);
    expect((await assess()).fact('data.location')).toBe('ethereum');
  });

  it('may be with a committee that nobody can read where its keys are not encoded as expected', async () => {
    await govern(rollup, rollup.sequencerInbox, 'setValidKeyset', '0x1234');
    const found = await assess();
    expect(found.fact('data.committee.members')).toMatch(/^\? .*not encoded as expected/);
    expect(found.power('withhold-data').breaks).toContain('valid');
    expect(found.frontier('withhold-data')[0]?.keys.join()).toContain('not encoded as expected');
  });
});
