import type { Address } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts, startAnvil, type Anvil } from '../../devnet/anvil.ts';
import { as, send } from '../../devnet/contract.ts';
import { deployEra, type Era } from '../../devnet/era.ts';
import { resolverOf } from '../resolved.ts';
import type { StubContract } from '../stub-reader.ts';
import { someone, upgradeStub } from '../stub-resolved.ts';

const [, ann, bob] = accounts;

describe('the diamond of zkSync Era in mid-2023', () => {
  let node: Anvil;
  let era: Era;
  beforeAll(async () => {
    node = await startAnvil();
    era = await deployEra(node, ann);
  });
  afterAll(() => node.stop());

  it('has its facets’ functions, and the governor replaces them', async () => {
    const resolver = await resolverOf(node);
    const { proxy, pushed } = await resolver.inspect(era.getters.address);
    expect(proxy).toMatchObject({ status: 'known', value: { kind: 'diamond' } });
    expect(pushed.status === 'known' && pushed.value.size).toBeGreaterThan(50);
    expect(await resolver.upgradeAuthority(era.getters.address)).toEqual({
      kind: 'body',
      id: `${node.chainId}:${ann}`,
    });
  });

  it('counts who only has to accept', async () => {
    await send(as(era.governance, ann), 'setPendingGovernor', bob);
    const resolver = await resolverOf(node);
    const authority = await resolver.upgradeAuthority(era.getters.address);
    expect(JSON.stringify(authority)).toContain(bob);
  });
});

describe('stand-ins of other diamonds', () => {
  const [address, facet, owner] = [1, 2, 3].map(someone) as [Address, Address, Address];
  const loupe = { view: 'function facetAddresses() view returns (address[])', value: [facet] };
  const owned = { view: 'function owner() view returns (address)', value: owner };

  it('with a diamondCut belong to their owner', async () => {
    const cut = 'function diamondCut((address,uint8,bytes4[])[], address, bytes)';
    const { kind, frontier } = await upgradeStub(
      { [address]: { answers: [loupe, owned] }, [facet]: { answers: [], silent: [cut, owned.view] } },
      address,
    );
    expect(kind).toBe('diamond');
    expect(frontier).toMatchObject([{ size: 1, keys: [`1:${owner}`] }]);
  });

  it('without a function that is known to replace facets are unresolved', async () => {
    const stubs: Record<Address, StubContract> = { [address]: { answers: [loupe, owned] }, [facet]: { answers: [] } };
    expect((await upgradeStub(stubs, address)).authority).toMatchObject({ kind: 'unresolved' });
  });

  it('are none where nothing answers the loupe, or an empty list does', async () => {
    const silent = await upgradeStub({ [address]: { answers: [], silent: [loupe.view] } }, address);
    const empty = await upgradeStub({ [address]: { answers: [{ ...loupe, value: [] }] } }, address);
    expect([silent.kind, empty.kind]).toEqual([undefined, undefined]);
  });

  it('are not known to be any where the loupe cannot be read', async () => {
    const lost = await upgradeStub({ [address]: { answers: [loupe] } }, address, ({ kind }) => kind === 'call');
    expect(lost.authority).toMatchObject({ kind: 'unresolved' });
  });
});
