import type { Address } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLiveReader } from '../../src/evidence/live.ts';
import { polygonPos as stack } from '../../src/stacks/polygon-pos/index.ts';
import { accounts, type Anvil, startAnvil } from '../devnet/anvil.ts';
import { loadFixture } from '../devnet/artifacts.ts';
import { as, deploy, send } from '../devnet/contract.ts';
import { deployPolygonPos, type PolygonPos } from '../devnet/polygon-pos.ts';
import { type Answer, answering, assessOn, entry } from './assessed.ts';

const [, ann, bob] = accounts;

let node: Anvil;
let pos: PolygonPos;
let rootChain: Address;
beforeAll(async () => {
  node = await startAnvil();
  pos = await deployPolygonPos(node, ann);
  // The RootChain is a stand-in: a contract with code, which answers as one does.
  rootChain = (await deploy(node, loadFixture('contracts.json.gz')('Box'))).address;
  await send(as(pos.manager, ann), 'setCheckpointManager', rootChain);
});
afterAll(() => node.stop());

const answers = (): readonly Answer[] => [
  { of: rootChain, view: 'function submitCheckpoint(bytes, uint256[3][])', value: undefined },
  { of: rootChain, view: 'function currentHeaderBlock() view returns (uint256)', value: 10_000n },
  { of: rootChain, view: 'function getLastChildBlock() view returns (uint256)', value: 1n },
];
const contracts = () => ({ RootChain: rootChain, RootChainManager: pos.manager.address });

describe('the token bridge of Polygon PoS', () => {
  it('is recognised by its manager, behind its proxy', async () => {
    const reader = answering(await openLiveReader({ url: node.url, block: 'latest' }), answers());
    const found = await stack.recognise(reader, pos.manager.address);
    expect(found).toMatchObject({ status: 'known', value: { contracts: contracts() } });
  });

  it('is its owner’s and its admins’: they replace code, judge and tokens at once', async () => {
    const escrows = [pos.erc20Predicate.address, pos.etherPredicate.address];
    await send(as(pos.manager, ann), 'grantRole', await roleOf('MAPPER_ROLE'), bob);
    const chain = entry({ stack: 'polygon-pos', contracts: contracts(), escrows });
    const found = await assessOn(node, stack, chain, answers());
    const key = (one: Address) => [`${node.chainId}:${one}`];
    expect(found.frontier('upgrade-root-chain-manager')).toMatchObject([{ delaySeconds: 0, keys: key(ann) }]);
    expect(found.frontier('redirect-token-bridge')).toMatchObject([{ delaySeconds: 0, keys: key(ann) }]);
    expect(found.power('map-tokens').authority).toMatchObject({ kind: 'any' });
    expect(JSON.stringify(found.power('map-tokens').authority)).toContain(bob);
    expect(found.contracts.filter(({ role }) => role === 'escrow')).toHaveLength(2);
    expect(found.fact('proof.kind')).toBe('none');
  });
});

function roleOf(name: string): Promise<unknown> {
  return node.client.readContract({ ...pos.manager, functionName: name });
}
