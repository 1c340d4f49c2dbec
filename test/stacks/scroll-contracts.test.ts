import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLiveReader } from '../../src/evidence/live.ts';
import { scroll as stack } from '../../src/stacks/scroll/index.ts';
import { accounts, type Anvil, snapshot, startAnvil } from '../devnet/anvil.ts';
import { as, type Contract, deploy, send } from '../devnet/contract.ts';
import { loadFixture } from '../devnet/artifacts.ts';
import { deployScroll, enforcedBatch, type Scroll } from '../devnet/scroll.ts';
import { assessOn, entry } from './assessed.ts';

const [, ann] = accounts;
const week = 604_800;
const artifact = loadFixture('scroll.json.gz');

let node: Anvil;
let scroll: Scroll;
let verifier: Contract;
let restore: () => Promise<void>;
beforeAll(async () => {
  node = await startAnvil();
  scroll = await deployScroll(node, ann);
  // Its PLONK verifier is a stand-in: a contract that has code.
  const digest = `0x${'11'.repeat(32)}`;
  verifier = await deploy(node, artifact('ZkEvmVerifierPostFeynman'), [scroll.proxyAdmin.address, digest, digest, 7n]);
});
afterAll(() => node.stop());

const assess = () => {
  const contracts = { ScrollChain: scroll.chain.address };
  return assessOn(node, stack, entry({ stack: 'scroll', chainId: 534_352, contracts }));
};
const owned = (contract: Contract) => as(contract, scroll.owner.address);
/** The verifier of version 7 from a batch on. */
const use = (start: bigint) => send(owned(scroll.verifier), 'updateVerifier', 7n, start, verifier.address);

/** Runs it, and undoes what it did. */
async function undone(run: () => Promise<void>): Promise<void> {
  restore = await snapshot(node);
  await run();
  await restore();
}

describe('Scroll’s own contracts', () => {
  it('let users out alone when a queued transaction was left out for a week', async () => {
    const found = await assess();
    expect(found.fact('inclusion.mechanism')).toBe('self-sequence');
    expect(found.fact('inclusion.enabled')).toBe(true);
    expect(found.fact('inclusion.seconds')).toBe(enforcedBatch.maxDelayMessageQueue);
    expect(found.fact('exit.alone')).toBe(true);
    expect(found.fact('data.location')).toBe('ethereum');
    expect(found.exit.start).toMatchObject([{ name: 'inclusion', seconds: { value: week } }]);
  });

  it('leave no way past the sequencer while the gateway of forced transactions is paused', () =>
    undone(async () => {
      await send(owned(scroll.enforcedTxGateway), 'setPause', true);
      const found = await assess();
      expect(found.fact('inclusion.enabled')).toBe(false);
      expect(found.fact('exit.alone')).toBe(false);
      expect(found.fact('exit.mechanism')).toBe('none');
      expect(found.fact('pause.active')).toBe(false);
    }));

  it('say that withdrawals are paused when the messenger is', () =>
    undone(async () => {
      await send(owned(scroll.messenger), 'setPause', true);
      expect((await assess()).fact('pause.active')).toBe(true);
    }));

  it('follow a longer delay for queued transactions', () =>
    undone(async () => {
      await send(owned(scroll.systemConfig), 'updateEnforcedBatchParameters', [week, 30 * 86_400]);
      expect((await assess()).fact('inclusion.seconds')).toBe(30 * 86_400);
    }));

  it('have proofs where every version has a verifier of theirs', () =>
    undone(async () => {
      await use(0n);
      const found = await assess();
      expect(found.fact('proof.kind')).toBe('validity');
      expect(found.fact('proof.enforced')).toBe(true);
    }));

  it('count a replaced verifier, which still judges the batches of its time', () =>
    undone(async () => {
      await use(1n);
      expect((await assess()).fact('proof.enforced')).toMatch(/not recognised/);
    }));

  it('are not known to have proofs while one version has a verifier of another kind', async () => {
    // The devnet's first verifier is a stand-in.
    expect((await assess()).fact('proof.enforced')).toMatch(/^\? .*not recognised/);
  });

  it('are not known to have proofs where the rollup is another chain’s', async () => {
    const chain = entry({ stack: 'scroll', chainId: 534_351, contracts: { ScrollChain: scroll.chain.address } });
    expect((await assessOn(node, stack, chain)).fact('proof.enforced')).toMatch(/judges chain 534352/);
  });

  it('can be upgraded by the proposer of the timelock after a week, and not by those who may pause', async () => {
    const found = await assess();
    expect(found.frontier('upgrade-scroll-chain')).toMatchObject([
      { delaySeconds: week, keys: [`${node.chainId}:${ann}`] },
    ]);
    expect(found.power('unknown-l1-gateway-router').authority.kind).toBe('unresolved');
  });

  it.each(['chain', 'messenger', 'messageQueue', 'messageQueueV1', 'enforcedTxGateway'] as const)(
    'are recognised from the %s',
    async (name) => {
      const reader = await openLiveReader({ url: node.url, block: 'latest' });
      const found = await stack.recognise(reader, scroll[name].address);
      const contracts = { ScrollChain: scroll.chain.address };
      expect(found).toMatchObject({ status: 'known', value: { chainId: 534_352, contracts } });
    },
  );

  it('are not recognised from what leads to no rollup', async () => {
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    expect(await stack.recognise(reader, scroll.timelock.address)).toMatchObject({ status: 'known', value: null });
    expect(await stack.recognise(reader, scroll.systemConfig.address)).toMatchObject({ status: 'unknown' });
  });
});
