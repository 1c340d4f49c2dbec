import { pad, parseEther } from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLiveReader } from '../../src/evidence/live.ts';
import { auditChain } from '../../src/audit/index.ts';
import { fuel as stack } from '../../src/stacks/fuel/index.ts';
import { auditDay, shippedPolicy } from '../audit/recorded-audits.ts';
import { accounts, type Anvil, snapshot, startAnvil } from '../devnet/anvil.ts';
import { as, type Contract, deploy, encode, send } from '../devnet/contract.ts';
import { deployFirstPortal, deployFuel, type Fuel, fuelArtifact, fuelSettings } from '../devnet/fuel.ts';
import { deployProxy, role } from '../devnet/openzeppelin.ts';
import { assessOn, claim, entry, unreadable, type Answer } from './assessed.ts';
import { lossesOn } from './facts-without.ts';

const [, admin, committer, ann, user] = accounts;
const { timeToFinalize, ratePeriod, depositLimit } = fuelSettings;

let node: Anvil;
let fuel: Fuel;
let restore: () => Promise<void>;
beforeAll(async () => {
  node = await startAnvil();
  fuel = await deployFuel(node, admin, committer);
});
beforeEach(async () => {
  restore = await snapshot(node);
});
afterEach(() => restore());
afterAll(() => node.stop());

const contractsOf = ({ portal, tokens, collectibles }: Fuel) => ({
  FuelMessagePortal: portal.address,
  FuelERC20Gateway: tokens.address,
  FuelERC721Gateway: collectibles.address,
});
const chainOf = (of: Fuel = fuel) => entry({ stack: 'fuel', contracts: contractsOf(of) });
const assess = (...answers: Answer[]) => assessOn(node, stack, chainOf(), answers);
const byAdmin = (of: Contract, name: string, ...args: unknown[]) => send(as(of, admin), name, ...args);
const keys = (...of: readonly string[]) => of.map((one) => `${node.chainId}:${one}`);

describe('Fuel’s own contracts', () => {
  it('prove nothing, and let nobody leave who is not let go', async () => {
    const found = await assess();
    expect(found.fact('proof.kind')).toBe('none');
    expect(found.fact('proof.enforced')).toBe(false);
    expect(found.fact('exit.alone')).toBe(false);
    expect(found.fact('inclusion.mechanism')).toBe('log');
    expect(found.exit.possible).toMatchObject({ value: false });
    expect(found.exit.finish).toMatchObject([
      { name: 'finalisation', seconds: { value: timeToFinalize } },
      { name: 'rate limit', seconds: { value: 0 } },
      { name: 'token rate limit', seconds: { value: 0 } },
    ]);
  });

  it('believe the committer after a while, whom the pausers may stop until then', async () => {
    const found = await assess();
    expect(found.power('commit-any-block').breaks).toContain('valid');
    expect(found.frontier('commit-any-block')).toMatchObject([
      { delaySeconds: timeToFinalize, size: 1, keys: keys(committer), alternatives: 2 },
    ]);
    expect(JSON.stringify(found.power('commit-any-block').vetoes)).toContain(keys(admin)[0]);
    expect(found.frontier('withhold-commits')).toMatchObject([{ delaySeconds: 0, size: 1, alternatives: 2 }]);
  });

  it('belong to their administrator, and to whoever gets that role', async () => {
    const all = [
      'upgrade-fuel-message-portal',
      'replace-chain-state',
      'pause-withdrawals',
      'throttle-token-withdrawals',
    ];
    for (const id of all) {
      expect((await assess()).frontier(id)).toMatchObject([{ delaySeconds: 0, keys: keys(admin), alternatives: 1 }]);
    }
    await byAdmin(fuel.portal, 'grantRole', role('DEFAULT_ADMIN_ROLE'), ann);
    const found = await assess();
    expect(found.frontier('replace-chain-state')).toMatchObject([{ size: 1, alternatives: 2 }]);
    expect(found.frontier('replace-token-issuer')).toMatchObject([{ size: 1, alternatives: 1 }]);
  });

  it.each([
    ['the portal', () => byAdmin(fuel.portal, 'pause')],
    ['withdrawals alone', () => byAdmin(fuel.portal, 'pauseWithdrawals')],
    ['the chain state', () => byAdmin(fuel.state, 'pause')],
    ['tokens', () => byAdmin(fuel.tokens, 'pause')],
    ['single tokens', () => byAdmin(fuel.collectibles, 'pause')],
  ])('say that withdrawals are stopped by a pause of %s', async (_, pause) => {
    expect((await assess()).fact('pause.active')).toBe(false);
    await pause();
    expect((await assess()).fact('pause.active')).toBe(true);
  });

  it('make a withdrawal wait where their rate limit is on, and for ever where it is nothing', async () => {
    await byAdmin(fuel.portal, 'updateRateLimitStatus', true);
    const limited = await assess();
    expect(limited.exit.finish).toContainEqual(
      expect.objectContaining({ name: 'rate limit', seconds: expect.objectContaining({ value: ratePeriod }) }),
    );
    expect(limited.fact('pause.active')).toBe(false);
    await byAdmin(fuel.portal, 'resetRateLimitAmount', 0n);
    expect((await assess()).fact('pause.active')).toBe(true);
  });

  it('make the withdrawal of a token wait where its limit is on, and for ever where that is nothing', async () => {
    const longest = () => assess().then(({ exit }) => exit.finish.at(-1)?.seconds);
    const [token, other] = [ann, user];
    await byAdmin(fuel.tokens, 'resetRateLimitAmount', token, 5n, 7200n);
    await byAdmin(fuel.tokens, 'updateRateLimitStatus', other, true);
    await byAdmin(fuel.tokens, 'updateRateLimitStatus', other, false);
    expect(await longest()).toMatchObject({ value: 0 });
    await byAdmin(fuel.tokens, 'updateRateLimitStatus', token, true);
    expect(await longest()).toMatchObject({ value: 7200 });
    expect((await assess()).fact('pause.active')).toBe(false);
    await byAdmin(fuel.tokens, 'updateRateLimitStatus', other, true);
    expect((await assess()).fact('pause.active')).toBe(true);
  });

  it('take no messages while the portal is paused, nor beyond its limit of deposits', async () => {
    expect((await assess()).fact('inclusion.enabled')).toBe(true);
    await byAdmin(fuel.portal, 'pause');
    expect((await assess()).fact('inclusion.enabled')).toBe(false);
    await byAdmin(fuel.portal, 'unpause');
    await send(as(fuel.portal, user, depositLimit), 'depositETH', pad(user));
    const past = send(as(fuel.portal, user, parseEther('1')), 'depositETH', pad(user));
    await expect(past).rejects.toThrow('GlobalDepositLimit');
    await send(as(fuel.portal, user), 'sendMessage', pad(user), '0x');
    expect((await assess()).fact('inclusion.enabled')).toBe(true);
    const lower = await deploy(node, fuelArtifact('FuelMessagePortalV3'), [depositLimit - 1n, BigInt(ratePeriod)]);
    await byAdmin(fuel.portal, 'upgradeTo', lower.address);
    await expect(send(as(fuel.portal, user), 'sendMessage', pad(user), '0x')).rejects.toThrow('GlobalDepositLimit');
    expect((await assess()).fact('inclusion.enabled')).toBe(false);
  });

  it('are somebody’s word about data', async () => {
    const found = await assess();
    expect(found.fact('data.location')).toMatch(/^\? /);
    expect(found.power('withhold-data').authority.kind).toBe('unresolved');
    const claims = { 'data.location': claim('ethereum') };
    const vouched = await assessOn(node, stack, { ...chainOf(), claims });
    expect(vouched.fact('data.location')).toBe('ethereum');
    expect(vouched.powers.map(({ id }) => id)).not.toContain('withhold-data');
  });
});

describe('the verdict', () => {
  it.each([
    ['full-faith', 'separate-chain'],
    ['l2beat-2025', 'others'],
  ])('by %s is %s, whatever is not known', async (id, level) => {
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    const policy = await shippedPolicy(id);
    const { credit } = await auditChain({ chain: chainOf(), policy, now: auditDay, readerOf: () => reader });
    expect(credit).toMatchObject({ worst: level, best: level });
  });
});

describe('other versions', () => {
  it('of the portal without a limit or a way to name another chain state have no such powers', async () => {
    const portal = await deployFirstPortal(node, fuel.state.address);
    const found = await assessOn(node, stack, chainOf({ ...fuel, portal }));
    const ids = found.powers.map(({ id }) => id);
    expect(ids).not.toContain('replace-chain-state');
    expect(ids).not.toContain('throttle-withdrawals');
    expect(ids).not.toContain('initialize-fuel-message-portal');
    expect(found.frontier('pause-withdrawals')).toMatchObject([{ keys: keys(accounts[0]) }]);
    expect(found.fact('inclusion.enabled')).toBe(true);
    // The gateways are another portal's.
    expect(found.power('unknown-fuel-erc20-gateway').authority.kind).toBe('unresolved');
  });

  it('that nobody initialised belong to anybody', async () => {
    const gateway = await deploy(node, fuelArtifact('FuelERC20GatewayV4'));
    const tokens = await deployProxy(gateway, encode(gateway, 'paused'));
    const old = await deployFirstPortal(node, fuel.state.address);
    const next = await deploy(node, fuelArtifact('FuelMessagePortalV3'), [0n, 0n]);
    await send(old, 'upgradeTo', next.address);
    const found = await assessOn(node, stack, chainOf({ ...fuel, portal: old }));
    expect(found.frontier('initialize-fuel-message-portal')).toMatchObject([{ delaySeconds: 0, size: 0 }]);
    const code = await deploy(node, fuelArtifact('FuelChainState'), [timeToFinalize, 10_800n, timeToFinalize]);
    const state = await deployProxy(code, encode(code, 'paused'));
    await byAdmin(fuel.portal, 'setFuelChainState', state.address);
    expect((await assess()).frontier('initialize-fuel-chain-state')).toMatchObject([{ delaySeconds: 0, size: 0 }]);
    await send(as(tokens, admin), 'initialize', fuel.portal.address);
    const withGateway = await assessOn(node, stack, chainOf({ ...fuel, tokens }));
    expect(withGateway.powers.map(({ id }) => id)).not.toContain('initialize-fuel-erc20-gateway');
  });

  it('of another kind than is known count as nothing', async () => {
    const portal = await assessOn(node, stack, chainOf({ ...fuel, portal: fuel.tokens }));
    await byAdmin(fuel.portal, 'setFuelChainState', fuel.tokens.address);
    for (const found of [portal, await assess()]) {
      expect(found.fact('proof.enforced')).toMatch(/^\? .*of a known kind/);
      expect(found.fact('exit.alone')).toMatch(/^\? /);
    }
  });
});

describe('without one of the reads', () => {
  it(
    'each fact stays what it was or becomes unknown, and whoever is not known may have each power',
    { timeout: 60_000 },
    async () => {
      const { changed, open, hidden } = await lossesOn(node, stack, chainOf());
      expect(changed).toEqual([]);
      expect(hidden).toEqual([]);
      for (const name of ['proof.kind', 'proof.enforced', 'exit.alone', 'inclusion.enabled', 'pause.active']) {
        expect([...open]).toContain(name);
      }
    },
  );

  it('whether a rate limit is on is not taken for granted', async () => {
    const view = 'function rateLimitEnabled() view returns (bool)';
    const found = await assess({ of: fuel.portal.address, view, value: unreadable });
    expect(found.exit.finish[1]).toMatchObject({ name: 'rate limit', seconds: { status: 'unknown' } });
    expect(found.fact('pause.active')).toMatch(/^\? /);
  });
});

describe('recognising', () => {
  it('finds the portal from itself and from both gateways', async () => {
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    const FuelMessagePortal = fuel.portal.address;
    expect(await stack.recognise(reader, fuel.portal.address)).toMatchObject({
      value: { contracts: { FuelMessagePortal }, chainId: null },
    });
    for (const [of, name] of [
      [fuel.tokens, 'FuelERC20Gateway'],
      [fuel.collectibles, 'FuelERC721Gateway'],
    ] as const) {
      const contracts = { FuelMessagePortal, [name]: of.address };
      expect(await stack.recognise(reader, of.address)).toMatchObject({ value: { contracts } });
    }
  });

  it('says that a chain state names no portal, and takes nothing else for one', async () => {
    const reader = await openLiveReader({ url: node.url, block: 'latest' });
    const state = await stack.recognise(reader, fuel.state.address);
    expect(state).toMatchObject({ status: 'unknown', reason: expect.stringContaining('does not name its') });
    expect(await stack.recognise(reader, ann)).toMatchObject({ status: 'known', value: null });
  });
});
