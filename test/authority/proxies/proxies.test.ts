import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts, type Anvil, startAnvil } from '../../devnet/anvil.ts';
import { deployOpStack, type OpStack } from '../../devnet/op-stack.ts';
import { deployLookAlikeSafe, deploySafe } from '../../devnet/safe.ts';
import { deployBeacon, deployTransparent, deployUups } from '../../devnet/openzeppelin.ts';
import { corruption } from '../../../src/authority/solver/solve.ts';
import { resolverOf } from '../resolved.ts';

const owner = accounts[3] as `0x${string}`;

describe('who can change the code behind', () => {
  let node: Anvil;
  let op: OpStack;
  beforeAll(async () => {
    node = await startAnvil();
    op = await deployOpStack(node);
  });
  afterAll(() => node.stop());

  const upgraders = async (address: `0x${string}`) => {
    const resolver = await resolverOf(node);
    const authority = await resolver.upgradeAuthority(address);
    const bodies = await resolver.settle();
    const { proxy } = await resolver.inspect(address);
    const frontier = corruption({ authority, bodies, unresolved: 'hostile', provableBug: 'aside' });
    return { kind: proxy.status === 'known' ? proxy.value?.kind : proxy.reason, frontier, authority };
  };

  it.each([
    ['a transparent proxy', deployTransparent, 'eip1967'],
    ['a UUPS proxy', deployUups, 'eip1967'],
    ['a beacon proxy', deployBeacon, 'beacon'],
  ])('%s', async (_, deployProxy, kind) => {
    const { proxy } = await deployProxy(node, owner);
    const found = await upgraders(proxy.address);
    expect(found.kind).toBe(kind);
    expect(found.frontier.map(({ keys }) => keys)).toEqual([[`${node.chainId}:${owner}`]]);
  });

  it.each([
    ['portal', 'eip1967'],
    ['standardBridge', 'eip1967'],
    ['messenger', 'resolved-delegate'],
  ] as const)("the OP Stack's %s", async (name, kind) => {
    const found = await upgraders(op[name].address);
    expect(found.kind).toBe(kind);
    // 10 of 13 and 5 of 7 at once; the 5 alone once the council has been silent for 14 weeks, counted in months, and fallen back to them.
    expect(found.frontier).toMatchObject([
      { delaySeconds: 0, size: 15 },
      { delaySeconds: 90 * 86_400, size: 5 },
    ]);
  });

  it('a Safe (safe-proxy): only itself, by its own transactions', async () => {
    const safe = await deploySafe(node, { owners: [owner], threshold: 1 });
    expect(await upgraders(safe.address)).toMatchObject({ kind: 'safe-proxy', authority: { kind: 'nobody' } });
  });

  it('a minimal proxy of EIP-1167: nobody', async () => {
    const address = '0x0000000000000000000000000000000000001167';
    const target = (await deploySafe(node, { owners: [owner], threshold: 1, version: '1.5.0' })).address;
    await node.client.setCode({
      address,
      bytecode: `0x363d3d373d3d3d363d73${target.slice(2)}5af43d82803e903d91602b57fd5bf3`,
    });
    expect(await upgraders(address)).toMatchObject({ kind: 'eip1167', authority: { kind: 'nobody' } });
  });

  it('a contract without a proxy: nobody', async () => {
    const plain = await deployLookAlikeSafe(node, [owner], 1);
    expect((await upgraders(plain.address)).authority).toEqual({ kind: 'nobody' });
  });

  it('a contract that delegates in an unknown way: not resolved', async () => {
    // calldatacopy, then delegatecall to slot 0's address: a home-made proxy.
    const address = '0x00000000000000000000000000000000000de1e9';
    await node.client.setCode({ address, bytecode: '0x3660006000376000600036600060005461ea60f4' });
    expect((await upgraders(address)).authority).toMatchObject({ kind: 'unresolved' });
  });
});
