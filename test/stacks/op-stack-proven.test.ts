import { getAddress, numberToHex, zeroAddress } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import { accounts, type Anvil, startAnvil } from '../devnet/anvil.ts';
import { deployOpOracleStack, deployOpStack, type OpOracleStack, type OpStack } from '../devnet/op-stack.ts';
import { type Answer, assessOn, claim, entry, unreadable } from './assessed.ts';

// The chains are real; the games and the oracle that check proofs of a zkVM, and what judges these, are stand-ins: npm has none.
const [game, manager, treasury, judge] = [1, 2, 3, 4].map((one) =>
  getAddress(numberToHex(0x5700 + one, { size: 20 })),
) as [`0x${string}`, `0x${string}`, `0x${string}`, `0x${string}`];
const [owner] = accounts;
const hour = 3600;

let node: Anvil;
let op: OpStack;
let old: OpOracleStack;
beforeAll(async () => {
  node = await startAnvil();
  for (const address of [game, manager, treasury, judge]) await node.client.setCode({ address, bytecode: '0x00' });
  op = await deployOpStack(node);
  old = await deployOpOracleStack(node);
});
afterAll(() => node.stop());

const on =
  (of: `0x${string}`) =>
  (view: string, value: unknown = 0n): Answer => ({ of, view, value });
const [ofGame, ofManager, ofTreasury, ofJudge] = [game, manager, treasury, judge].map(on) as [
  ReturnType<typeof on>,
  ReturnType<typeof on>,
  ReturnType<typeof on>,
  ReturnType<typeof on>,
];

/** SP1's gateway, as far as it has the functions of one; it has no logs. */
const gateway: readonly Answer[] = [
  ofJudge('function owner() view returns (address)', owner),
  ofJudge('function routes(bytes4) view returns (address, bool)', [zeroAddress, false]),
  ofJudge('function addRoute(address) returns (bool)', true),
  ofJudge('function freezeRoute(bytes4) returns (bool)', true),
  ofJudge('function verifyProof(bytes32, bytes, bytes) view returns (bool)', true),
];
const plain: readonly Answer[] = [
  ofJudge('function VERIFIER_HASH() view returns (bytes32)', numberToHex(7, { size: 32 })),
  ofJudge('function verifyProof(bytes32, bytes, bytes) view returns (bool)', true),
];

const succinct = (open = true): readonly Answer[] => [
  ofGame('function accessManager() view returns (address)', manager),
  ofGame('function maxChallengeDuration() view returns (uint64)', BigInt(24 * hour)),
  ofGame('function maxProveDuration() view returns (uint64)', BigInt(12 * hour)),
  ofGame('function aggregationVkey() view returns (bytes32)', numberToHex(1, { size: 32 })),
  ofGame('function sp1Verifier() view returns (address)', judge),
  ofManager('function proposers(address) view returns (bool)', open),
  ofManager('function challengers(address) view returns (bool)', open),
];
const kailua = (advantage: bigint): readonly Answer[] => [
  ofGame('function KAILUA_TREASURY() view returns (address)', treasury),
  ofGame('function MAX_CLOCK_DURATION() view returns (uint64)', BigInt(24 * hour)),
  ofGame('function RISC_ZERO_VERIFIER() view returns (address)', judge),
  ofTreasury('function vanguard() view returns (address)', owner),
  ofTreasury('function vanguardAdvantage() view returns (uint64)', advantage),
];

async function playing(...answers: readonly Answer[]) {
  const contracts = { SystemConfig: op.systemConfig.address, OptimismPortal: op.portal.address };
  const chain = entry({ stack: 'op-stack', contracts, claims: { 'data.location': claim('ethereum') } });
  const view = 'function gameImpls(uint32) view returns (address)';
  return assessOn(node, opStack, chain, [{ of: op.disputeGameFactory.address, view, value: game }, ...answers]);
}
const proofFacts = ['proof.kind', 'proof.variant', 'proof.enforced', 'proof.challenge.permissionless'] as const;
const open = 'proof.proposer.permissionless';

describe('OP Succinct’s game', () => {
  it('open to all, before a verifier in nobody’s hands, is settled by proofs alone', async () => {
    const found = await playing(...succinct(), ...plain);
    expect(proofFacts.map(found.fact)).toEqual(['optimistic-validity', '1R-ZK', true, true]);
    expect([found.fact(open), found.fact('proof.challenge.seconds')]).toEqual([true, 24 * hour]);
    const ids = found.powers.map(({ id }) => id);
    for (const id of ['route-proofs', 'refuse-proofs', 'propose-state']) expect(ids).not.toContain(id);
  });

  it('before a gateway is in the hands of its owner', async () => {
    const found = await playing(...succinct(), ...gateway);
    expect(found.frontier('route-proofs')[0]).toMatchObject({ delaySeconds: 7 * 24 * hour, size: 1 });
    expect(found.frontier('refuse-proofs')).toMatchObject([{ delaySeconds: 0, keys: [`${node.chainId}:${owner}`] }]);
  });

  it('with lists of who may play is closed, and nobody knows to whom', async () => {
    const found = await playing(...succinct(false), ...plain);
    expect([found.fact(open), found.fact('proof.challenge.permissionless')]).toEqual([false, false]);
    expect(found.power('propose-state').authority).toMatchObject({ of: { kind: 'unresolved' } });
  });
});

describe('Kailua’s game', () => {
  it('whose vanguard has a short advantage is open to all', async () => {
    const found = await playing(...kailua(BigInt(hour)), ...plain);
    expect(proofFacts.map(found.fact)).toEqual(['optimistic-validity', '1R-ZK', true, true]);
    expect(found.fact(open)).toBe(true);
  });

  it('whose vanguard goes first for years has one proposer', async () => {
    const found = await playing(...kailua(10n ** 9n), ...plain);
    expect(found.fact(open)).toBe(false);
    expect(found.frontier('withhold-proposals')[0]?.keys).toEqual([`${node.chainId}:${owner}`]);
  });
});

describe.each([
  ['OP Succinct', succinct(), 'function sp1Verifier() view returns (address)'],
  ['Kailua', kailua(0n), 'function RISC_ZERO_VERIFIER() view returns (address)'],
] as const)('a game of %s', (_, answers, verifierOf) => {
  it('before a verifier of no known kind is not known to enforce anything, and may be swayed by anybody', async () => {
    const found = await playing(...answers);
    expect(found.fact('proof.enforced')).toMatch(/^\? .*not recognised/);
    expect(found.power('route-proofs').authority).toMatchObject({
      of: { of: [{ kind: 'anyone' }, { kind: 'unresolved' }] },
    });
  });

  it('whose verifier is not read is not known to enforce anything', async () => {
    const found = await playing(ofGame(verifierOf, unreadable), ...answers, ...plain);
    expect(found.fact('proof.enforced')).toMatch(/^\? /);
    expect(found.power('route-proofs').authority).toMatchObject({ of: { of: [{}, { kind: 'unresolved' }] } });
  });
});

describe('OP Succinct’s oracle', () => {
  const proven = async (...answers: readonly Answer[]) => {
    const ofOracle = on(old.outputOracle.address);
    const contracts = { SystemConfig: old.systemConfig.address, OptimismPortal: old.portal.address };
    const chain = entry({ stack: 'op-stack', contracts, claims: { 'data.location': claim('ethereum') } });
    return assessOn(node, opStack, chain, [
      ...answers,
      ofOracle('function aggregationVkey() view returns (bytes32)', numberToHex(1, { size: 32 })),
      ofOracle('function optimisticMode() view returns (bool)', false),
      ofOracle('function verifier() view returns (address)', judge),
      ofOracle('function approvedProposers(address) view returns (bool)', true),
      ofOracle('function owner() view returns (address)', owner),
    ]);
  };

  it('enforces validity proofs that anybody may give, and is in the hands of its owner', async () => {
    const found = await proven(...plain);
    expect(proofFacts.map(found.fact)).toEqual(['validity', 'ST-SN', true, true]);
    expect(found.fact(open)).toBe(true);
    expect(found.frontier('disable-proofs')).toMatchObject([{ delaySeconds: 7 * 24 * hour, size: 1 }]);
    expect(found.powers.map(({ id }) => id)).not.toContain('route-proofs');
  });

  it('in optimistic mode enforces none', async () => {
    const mode = 'function optimisticMode() view returns (bool)';
    const found = await proven({ of: old.outputOracle.address, view: mode, value: true }, ...plain);
    expect(proofFacts.map(found.fact)).toEqual(['none', 'none', false, true]);
  });

  it('before a gateway is in the hands of its owner too', async () => {
    const found = await proven(...gateway);
    expect(found.frontier('route-proofs')[0]).toMatchObject({ delaySeconds: 7 * 24 * hour, size: 1 });
    expect(found.fact('proof.enforced')).toBe(true);
  });

  it('before a verifier of no known kind is not known to enforce anything', async () => {
    const found = await proven();
    for (const name of ['proof.kind', 'proof.enforced'] as const)
      expect(found.fact(name)).toMatch(/^\? .*not recognised/);
  });
});
