import { keccak256, pad, toBytes, zeroAddress } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectorOf } from '../../../src/authority/contract.ts';
import { accounts, type Anvil, startAnvil } from '../../devnet/anvil.ts';
import { deployPolygonPos, type PolygonPos } from '../../devnet/polygon-pos.ts';
import { resolverOf } from '../resolved.ts';
import type { StubContract } from '../stub-reader.ts';
import { type Lost, someone, upgradeStub } from '../stub-resolved.ts';

const [, ann] = accounts;

describe('the proxies of the token bridge of Polygon PoS', () => {
  let node: Anvil;
  let pos: PolygonPos;
  beforeAll(async () => {
    node = await startAnvil();
    pos = await deployPolygonPos(node, ann);
  });
  afterAll(() => node.stop());

  it('have their implementation’s functions, and their owner replaces it', async () => {
    const resolver = await resolverOf(node);
    for (const { address } of [pos.manager, pos.erc20Predicate, pos.etherPredicate]) {
      const { proxy, pushed } = await resolver.inspect(address);
      expect(proxy).toMatchObject({ status: 'known', value: { kind: 'polygon' } });
      expect(pushed.status === 'known' && pushed.value.has(selectorOf('function DEFAULT_ADMIN_ROLE()'))).toBe(true);
      expect(await resolver.upgradeAuthority(address)).toEqual({ kind: 'body', id: `${node.chainId}:${ann}` });
    }
  });
});

describe('stand-ins of the two kinds', () => {
  const [proxy, logic, owner] = [someone(1), someone(2), someone(3)];
  const slots = {
    [keccak256(toBytes('matic.network.proxy.implementation'))]: pad(logic),
    [keccak256(toBytes('matic.network.proxy.owner'))]: pad(owner),
  };
  const functions = ['function proxyType() pure returns (uint256)', 'function updateImplementation(address)'];
  const named = { view: 'function implementation() view returns (address)', value: logic };
  const owned = { view: 'function owner() view returns (address)', value: owner };
  const older: StubContract = { answers: [named, owned], silent: functions };
  const newer: StubContract = { answers: [], silent: [...functions, named.view], slots };
  const upgrade = (of: StubContract, lost?: Lost) =>
    upgradeStub({ [proxy]: of, [logic]: { answers: [] } }, proxy, lost);

  it.each([
    ['with slots', newer],
    ['with getters', older],
  ])('%s: the owner changes the code at once', async (_, of) => {
    const { kind, frontier } = await upgrade(of);
    expect(kind).toBe('polygon');
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1, keys: [`1:${owner}`] }]);
  });

  it('may be anybody’s where a slot or a getter is not read', async () => {
    for (const lost of [
      await upgrade(newer, ({ kind }) => kind === 'slot'),
      await upgrade(older, ({ kind }) => kind === 'call'),
    ]) {
      expect(lost.kind).toContain('lost by the test');
      expect(lost.authority).toMatchObject({ kind: 'unresolved' });
    }
  });

  it('belong to somebody unknown where neither slot nor getter names an owner', async () => {
    const { authority } = await upgrade({ answers: [named], silent: functions });
    expect(authority).toMatchObject({ kind: 'unresolved' });
  });

  it('are none without a function that replaces the code, or without code behind them', async () => {
    expect((await upgrade({ ...newer, silent: [named.view] })).kind).toBeUndefined();
    const empty = await upgrade({ answers: [{ ...named, value: zeroAddress }, owned], silent: functions });
    expect(empty.kind).toBeUndefined();
  });
});
