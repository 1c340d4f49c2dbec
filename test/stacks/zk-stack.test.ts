import type { Address } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLiveReader } from '../../src/evidence/live.ts';
import { zkStack } from '../../src/stacks/zk-stack/index.ts';
import { accounts, startAnvil, type Anvil } from '../devnet/anvil.ts';
import { as, send } from '../devnet/contract.ts';
import { deployEra, type Era } from '../devnet/era.ts';
import { stubReader } from '../authority/stub-reader.ts';
import { someone } from '../authority/stub-resolved.ts';
import { assessOn, entry } from './assessed.ts';

const [, ann, bob] = accounts;

describe('zkSync Era of mid-2023 on a node', () => {
  let node: Anvil;
  let era: Era;
  beforeAll(async () => {
    node = await startAnvil();
    era = await deployEra(node, ann);
  });
  afterAll(() => node.stop());
  const chain = () => entry({ stack: 'zk-stack', chainId: 324, contracts: { DiamondProxy: era.getters.address } });

  it('is proved by a SNARK, posts all data, and lets nobody out alone', async () => {
    const found = await assessOn(node, zkStack, chain());
    const fact = (name: string) => found.fact(name);
    expect([fact('proof.kind'), fact('proof.variant'), fact('proof.enforced')]).toEqual(['validity', 'SN', true]);
    expect([fact('data.location'), fact('data.content')]).toEqual(['ethereum', 'state-diffs']);
    expect([fact('inclusion.mechanism'), fact('inclusion.enabled')]).toEqual(['enqueue', true]);
    expect([fact('exit.alone'), fact('exit.mechanism')]).toEqual([false, 'replace-proposer']);
    expect([fact('pause.active'), fact('host.is.ethereum'), fact('state.posted')]).toEqual([false, true, false]);
  });

  it('has an allow-list that can refuse forced transactions', async () => {
    const found = await assessOn(node, zkStack, chain());
    expect(found.fact('inclusion.filterable')).toBe(true);
    expect(found.frontier('refuse-transactions')).toMatchObject([{ size: 1, keys: [`${node.chainId}:${ann}`] }]);
    expect(found.frontier('filter-transactions')).toMatchObject([{ size: 1, keys: [`${node.chainId}:${ann}`] }]);
  });

  it('does whatever its governor says, at once', async () => {
    const found = await assessOn(node, zkStack, chain());
    for (const id of ['upgrade-diamond-proxy', 'freeze-chain', 'dismiss-validators']) {
      expect(found.frontier(id)[0]).toMatchObject({ delaySeconds: 0, size: 1 });
    }
  });

  it('names no validator whom its logs do not tell of', async () => {
    const before = await assessOn(node, zkStack, chain());
    expect(before.power('withhold-batches').authority).toMatchObject({ kind: 'unresolved' });
    await send(as(era.governance, ann), 'setValidator', bob, true);
    const after = await assessOn(node, zkStack, chain());
    expect(after.frontier('withhold-batches')).toMatchObject([{ keys: [`${node.chainId}:${bob}`] }]);
  });

  it('says that it is frozen when it is', async () => {
    await send(as(era.diamondCut, ann), 'freezeDiamond');
    expect((await assessOn(node, zkStack, chain())).fact('pause.active')).toBe(true);
    await send(as(era.diamondCut, ann), 'unfreezeDiamond');
  });

  it('is recognised by its facets, and an allow-list is not', async () => {
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    expect(await zkStack.recognise(reader, era.getters.address)).toMatchObject({
      status: 'known',
      value: { contracts: { DiamondProxy: era.getters.address }, chainId: null },
    });
    expect(await zkStack.recognise(reader, era.allowList.address)).toMatchObject({ status: 'known', value: null });
  });
});

describe('a stand-in of the bridge of an ecosystem’s first chain', () => {
  const [bridge, router, hub, diamond] = [1, 2, 3, 4].map(someone) as [Address, Address, Address, Address];
  const address = (name: string, value: Address) => ({ view: `function ${name}() view returns (address)`, value });
  const shape = [
    'function getVerifier() view returns (address)',
    'function isValidator(address) view returns (bool)',
    'function isDiamondStorageFrozen() view returns (bool)',
    'function l2LogsRootHash(uint256) view returns (bytes32)',
  ];
  const contracts = {
    [bridge]: {
      answers: [
        { view: 'function ERA_CHAIN_ID() view returns (uint256)', value: 324n },
        address('L1_ASSET_ROUTER', router),
      ],
      silent: ['function l2TokenBeacon() view returns (address)'],
    },
    [router]: { answers: [address('BRIDGE_HUB', hub)] },
    [hub]: {
      answers: [
        { view: 'function getAllZKChainChainIDs() view returns (uint256[])', value: [388n, 324n] },
        { view: 'function getAllZKChains() view returns (address[])', value: [router, diamond] },
      ],
    },
    [diamond]: { answers: [{ view: 'function getChainId() view returns (uint256)', value: 324n }], silent: shape },
  };

  it('leads to that chain’s diamond', async () => {
    expect(await zkStack.recognise(stubReader(contracts), bridge)).toMatchObject({
      value: { contracts: { DiamondProxy: diamond }, chainId: 324 },
    });
  });

  it('asks for a diamond at the Bridgehub that several chains share', async () => {
    const shared = await zkStack.recognise(stubReader(contracts), router);
    expect(shared.status === 'unknown' && shared.reason).toContain('shared by 2 ZK Stack chains');
  });
});
