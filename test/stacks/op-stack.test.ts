import { concatHex, numberToHex, pad, zeroHash } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import { type Anvil, startAnvil } from '../devnet/anvil.ts';
import { read } from '../devnet/contract.ts';
import { opRoles } from '../devnet/op-bridge.ts';
import { deployOpOracleStack, deployOpStack, type OpOracleStack, type OpStack } from '../devnet/op-stack.ts';
import { assessOn, claim, entry, type Answer } from './assessed.ts';

const claims = { 'data.location': claim('ethereum'), 'sequencing.window.blocks': claim(8400) };
const day = 86_400;
const respectedView = 'function respectedGameType() view returns (uint32)';

const chainOf = (op: Pick<OpStack, 'systemConfig' | 'portal'>) =>
  entry({
    stack: 'op-stack',
    contracts: { SystemConfig: op.systemConfig.address, OptimismPortal: op.portal.address },
    claims,
  });

describe('an OP Stack of mid-2024', () => {
  let node: Anvil;
  let op: OpStack;
  beforeAll(async () => {
    node = await startAnvil();
    op = await deployOpStack(node);
  });
  afterAll(() => node.stop());
  const assess = (...answers: Answer[]) => assessOn(node, opStack, chainOf(op), answers);

  it('with the fault dispute game is proved by a game that anyone may play', async () => {
    const found = await assess();
    expect(found.fact('proof.kind')).toBe('fraud');
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.fact('proof.challenge.permissionless')).toBe(true);
    expect(found.fact('proof.proposer.permissionless')).toBe(true);
    expect(found.fact('exit.alone')).toBe(true);
    expect(found.powers.map(({ id }) => id)).not.toContain('propose-state');
  });

  it('of which the registry lists another portal than its SystemConfig names is not judged by either', async () => {
    const contracts = { SystemConfig: op.systemConfig.address, OptimismPortal: op.standardBridge.address };
    const found = await assessOn(node, opStack, { ...chainOf(op), contracts });
    const { address } = op.portal;
    expect(found.fact('exit.alone')).toContain(`as OptimismPortal, and a contract names ${address}`);
    expect(found.fact('proof.kind')).toContain(`as OptimismPortal, and a contract names ${address}`);
  });

  it.each([3600, 8400])('has an inclusion bound that follows its sequencing window of %i blocks', async (blocks) => {
    const window = { 'sequencing.window.blocks': claim(blocks) };
    const found = await assessOn(node, opStack, { ...chainOf(op), claims: { ...claims, ...window } });
    expect(found.fact('inclusion.seconds')).toBe(blocks * 12);
    expect(found.exit.start).toMatchObject([{ name: 'inclusion', seconds: { value: blocks * 12 } }]);
  });

  it('does not say when an exit has begun where nobody attests its sequencing window', async () => {
    const found = await assessOn(node, opStack, { ...chainOf(op), claims: {} });
    expect(found.fact('inclusion.seconds')).toMatch(/^\? /);
    expect(found.exit.start).toMatchObject([{ name: 'inclusion', seconds: { status: 'unknown' } }]);
  });

  it('takes the respected game from its portal, whatever an anchor state registry beside it says', async () => {
    const registry = op.disputeGameFactory.address;
    const contracts = { ...chainOf(op).contracts, AnchorStateRegistry: registry };
    const stale = [{ of: registry, view: respectedView, value: 1 }];
    const found = await assessOn(node, opStack, { ...chainOf(op), contracts }, stale);
    expect(found.fact('proof.challenge.permissionless')).toBe(true);
  });

  it('needs 10 of the council and 5 of the foundation for an upgrade, until the council has been silent for 98 days, counted in months', async () => {
    const found = await assess();
    expect(found.frontier('upgrade-optimism-portal')).toMatchObject([
      { delaySeconds: 0, size: 15, exact: true },
      { delaySeconds: 90 * day, size: 5, exact: true },
    ]);
  });

  it('can be paused by the deputy of the guardian alone, for ever', async () => {
    const found = await assess();
    expect(found.power('pause-withdrawals').lasts).toBe('unbounded');
    const deputy = String(await read(op.deputyGuardianModule, 'deputyGuardian'));
    expect(found.bodies.get(`${node.chainId}:${deputy}`)).toBeDefined();
    expect(found.frontier('pause-withdrawals')[0]?.size).toBeLessThan(10);
  });

  it('whose deputy cannot act outside its module keeps the council on everything else of the guardian', async () => {
    const found = await assess();
    const guardian = found.power('pause-withdrawals');
    const beyond = { ...guardian, selectors: ['0xffffffff'] as const };
    const { corruption } = await import('../../src/authority/solver/solve.ts');
    const frontier = corruption({
      authority: beyond.authority,
      bodies: found.bodies,
      selectors: beyond.selectors,
      unresolved: 'hostile',
      provableBug: 'aside',
    });
    expect(frontier[0]?.size).toBe(10);
  });

  it('can be made to follow the closed game, by its proposer and whoever speaks for the guardian', async () => {
    const found = await assess();
    const [first] = found.frontier('respect-game-1');
    const guardian = found.frontier('invalidate-games')[0]?.size ?? 0;
    expect([first?.delaySeconds, first?.size]).toEqual([7 * day, guardian + 1]);
    expect(first?.keys).toContain(`${node.chainId}:${opRoles.proposer}`);
    expect(found.powers.map(({ id }) => id)).not.toContain('respect-other-game');
  });

  it('with another game of an unknown kind fears that whoever speaks for the guardian can do the same alone', async () => {
    const view = 'function gameImpls(uint32) view returns (address)';
    const strange = { of: op.disputeGameFactory.address, view, value: op.systemConfig.address };
    const found = await assess(strange, { of: op.portal.address, view: respectedView, value: 0 });
    expect(found.power('respect-game-1').authority).toMatchObject({
      kind: 'after',
      of: { of: [{}, { kind: 'unresolved' }] },
    });
  });

  it('whose logs leave out the respected game may have others that nobody lists', async () => {
    const found = await assess({ of: op.portal.address, view: respectedView, value: 4711 });
    expect(found.frontier('respect-other-game')).toHaveLength(1);
    expect(found.power('respect-other-game').authority).toMatchObject({
      kind: 'after',
      of: { of: [{}, { kind: 'unresolved' }] },
    });
  });

  it('of game type 0 with the permissioned implementation is not permissionless', async () => {
    const permissioned = op.permissionedDisputeGame.address;
    const view = 'function gameImpls(uint32) view returns (address)';
    const found = await assess({ of: op.disputeGameFactory.address, view, value: permissioned });
    expect(found.fact('proof.challenge.permissionless')).toBe(false);
    expect(found.fact('exit.alone')).toBe(false);
    expect(found.frontier('withhold-proposals')).toMatchObject([{ size: 1 }]);
  });

  it('of an unknown kind of game leaves everything about proofs unknown', async () => {
    const view = 'function gameImpls(uint32) view returns (address)';
    const found = await assess({ of: op.disputeGameFactory.address, view, value: op.systemConfig.address });
    expect(found.fact('proof.kind')).toMatch(/^\? .*not recognised/);
    expect(found.fact('proof.challenge.permissionless')).toMatch(/^\? /);
    expect(found.fact('exit.alone')).toMatch(/^\? /);
    expect(found.frontier('propose-state')[0]?.size).toBe(1);
  });

  it('without an implementation for the respected type leaves everything about proofs unknown', async () => {
    const view = 'function respectedGameType() view returns (uint32)';
    const found = await assess({ of: op.portal.address, view, value: 4711 });
    expect(found.fact('proof.kind')).toMatch(/^\? .*4711/);
  });

  it('whose bond nobody can pay is open in name only', async () => {
    const view = 'function initBonds(uint32) view returns (uint256)';
    const found = await assess({ of: op.disputeGameFactory.address, view, value: 10n ** 21n });
    expect(found.fact('proof.proposer.permissionless')).toBe(false);
  });

  it('whose portal lends out what it holds is not known to let a user leave alone', async () => {
    const view = 'function yieldManager() view returns (address)';
    const found = await assess({ of: op.portal.address, view, value: op.council.address });
    expect(found.fact('exit.alone')).toMatch(/^\? withdrawals wait in a queue/);
    expect(found.exit.possible.status).toBe('unknown');
  });

  it('whose game judges another chain proves nothing about this one', async () => {
    const view = 'function l2ChainId() view returns (uint256)';
    const found = await assess({ of: op.faultDisputeGame.address, view, value: 999n });
    expect(found.fact('proof.enforced')).toMatch(/judges chain 999/);
  });

  it('of clones takes the parameters from the factory, not from the implementation', async () => {
    const args = concatHex([
      zeroHash,
      pad('0x01', { size: 20 }),
      pad('0x02', { size: 20 }),
      pad('0x03', { size: 20 }),
      numberToHex(10, { size: 32 }),
    ]);
    const clone = { of: op.disputeGameFactory.address, view: 'function gameArgs(uint32) view returns (bytes)' };
    const blank = { of: op.faultDisputeGame.address, view: 'function l2ChainId() view returns (uint256)', value: 0n };
    const found = await assess({ ...clone, value: args }, blank);
    expect(found.fact('proof.enforced')).toBe(true);
    expect(found.contracts).toContainEqual({
      role: 'DelayedWETH',
      address: '0x0000000000000000000000000000000000000003',
    });
    // The closed game of type 1 takes two addresses more than these arguments hold.
    expect(found.power('respect-game-1').authority).toMatchObject({
      kind: 'after',
      of: { of: [{}, { kind: 'unresolved' }] },
    });
    const short = await assess({ ...clone, value: '0x1234' }, blank);
    expect(short.fact('proof.enforced')).toMatch(/2 bytes/);
    expect(short.fact('proof.challenge.permissionless')).toMatch(/^\? /);
  });

  it('paused says so', async () => {
    const view = 'function paused() view returns (bool)';
    expect((await assess({ of: op.portal.address, view, value: true })).fact('pause.active')).toBe(true);
  });

  it('with a pause that expires lets it break nothing, unless somebody can extend it', async () => {
    const view = 'function pauseExpiry() view returns (uint256)';
    const found = await assess({ of: op.superchainConfig.address, view, value: 7_884_000n });
    expect(found.power('pause-withdrawals').lasts).toBe(7_884_000);
    expect(found.power('extend-pause').lasts).toBe('unbounded');
    expect(found.exit.finish).toContainEqual(
      expect.objectContaining({ name: 'pause', seconds: expect.objectContaining({ value: 7_884_000 }) }),
    );
  });

  it('whose L2 was not read does not say who controls its predeploys', async () => {
    const found = await assess();
    expect(found.power('upgrade-predeploys').authority).toMatchObject({ kind: 'unresolved' });
  });

  it('is recognised from its portal and from its configuration', async () => {
    const { openLiveReader } = await import('../../src/evidence/live.ts');
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    for (const contract of [op.portal, op.systemConfig, op.standardBridge]) {
      const seen = await opStack.recognise(reader, contract.address);
      if (contract === op.standardBridge) continue;
      expect(seen).toMatchObject({ status: 'known', value: { contracts: { SystemConfig: op.systemConfig.address } } });
    }
    const other = await opStack.recognise(reader, op.council.address);
    expect(other).toMatchObject({ status: 'known', value: null });
  });

  it('says what it saw where a contract leads to no portal, and what to give instead', async () => {
    const { openLiveReader } = await import('../../src/evidence/live.ts');
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    const shapes = [
      [op.disputeGameFactory, 'DisputeGameFactory'],
      [op.superchainConfig, 'SuperchainConfig'],
      [op.proxyAdmin, 'ProxyAdmin'],
    ] as const;
    for (const [contract, role] of shapes) {
      const seen = await opStack.recognise(reader, contract.address);
      if (seen.status === 'known') throw new Error(`${role} is taken for ${JSON.stringify(seen.value)}`);
      expect(seen.reason).toBe(
        `${contract.address} looks like an OP Stack’s ${role}, and names no portal; give the portal, the SystemConfig or the bridge`,
      );
    }
  });
});

describe('an OP Stack with an output oracle', () => {
  let node: Anvil;
  let op: OpOracleStack;
  beforeAll(async () => {
    node = await startAnvil();
    op = await deployOpOracleStack(node);
  });
  afterAll(() => node.stop());

  it('has no proof, and one proposer whose word is final after a week', async () => {
    const found = await assessOn(node, opStack, chainOf(op));
    expect(found.fact('proof.kind')).toBe('none');
    expect(found.fact('exit.alone')).toBe(false);
    const [coalition] = found.frontier('propose-state');
    expect(coalition).toMatchObject({ delaySeconds: 7 * day, size: 1, keys: [`${node.chainId}:${opRoles.proposer}`] });
    expect(found.frontier('delete-outputs')).toMatchObject([
      { delaySeconds: 0, keys: [`${node.chainId}:${opRoles.challenger}`] },
    ]);
  });
});
