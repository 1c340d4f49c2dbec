import { type Address, keccak256, zeroAddress, zeroHash } from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { accounts, type Anvil, mine, snapshot, startAnvil, warp } from './anvil.ts';
import { as, type Contract, encode, read, send } from './contract.ts';
import { deployKroma, type Kroma, kromaSettings, submitOutput } from './kroma.ts';
import { deployTimelock } from './openzeppelin.ts';

const [, ann, ben, cleo, guardian, trusted, operator, user] = accounts;
const { bond, finalization, creation, round, segments } = kromaSettings;
const [honest, forged] = [keccak256('0x01'), keccak256('0xbad0')];

let node: Anvil;
let kroma: Kroma;
let restore: () => Promise<void>;
beforeAll(async () => {
  node = await startAnvil();
  kroma = await deployKroma(node, { members: [ann, ben, cleo], threshold: 2, guardian, trusted, operator });
});
beforeEach(async () => {
  restore = await snapshot(node);
});
afterEach(() => restore());
afterAll(() => node.stop());

const deposit = (from: Address) => send(as(kroma.pool, from, bond * 2n), 'deposit');
const rootOf = async (index: bigint) =>
  ((await read(kroma.oracle, 'getL2Output', index)) as { outputRoot: string }).outputRoot;

/** The first output, of the trusted validator, and the second. */
async function twoOutputs(): Promise<void> {
  await deposit(trusted);
  await submitOutput(kroma, trusted);
  await submitOutput(kroma, trusted, honest);
}

/** Two of the three members have the council make a call. */
async function byCouncil(name: string, ...args: unknown[]): Promise<void> {
  const data = encode(kroma.colosseum, name, ...args);
  const id = await read(kroma.council, 'transactionCount');
  await send(as(kroma.council, ann), 'submitTransaction', kroma.colosseum.address, 0n, data);
  await send(as(kroma.council, ben), 'confirmTransaction', id);
}

test('only the trusted validator submits until the pool has chosen one, then anybody after that one’s round', async () => {
  await deposit(trusted);
  await deposit(user);
  await expect(submitOutput(kroma, user)).rejects.toThrow('only the next selected validator');
  await submitOutput(kroma, trusted);
  await warp(node, finalization + 1);
  await send(as(kroma.pool, user), 'unbond');
  await warp(node, round + kromaSettings.submissionInterval * 2 + 1);
  expect(await read(kroma.pool, 'nextValidator')).toMatch(/^0xf{40}$/i);
  await submitOutput(kroma, user, honest);
  expect(await read(kroma.oracle, 'getSubmitter', 1n)).toBe(user);
});

test('a validator without a bond submits nothing', async () => {
  await expect(submitOutput(kroma, trusted)).rejects.toThrow('insufficient balances');
});

test('anybody with a bond challenges an output for a while, and not later', async () => {
  await twoOutputs();
  const hashes = Array.from({ length: segments[0] }, (_, index) =>
    index === 0 ? honest : keccak256(`0x1${index % 10}`),
  );
  const challenge = () => send(as(kroma.colosseum, user), 'createChallenge', 1n, zeroHash, 0n, hashes);
  await expect(challenge()).rejects.toThrow('insufficient balances');
  await deposit(user);
  const before = await snapshot(node);
  await challenge();
  expect(await read(kroma.colosseum, 'getStatus', 1n, user)).toBe(2);
  await before();
  await warp(node, creation + 1);
  await expect(challenge()).rejects.toThrow('after the creation period');
});

test('the turns of a challenge are as many as its lengths of segments', async () => {
  const lengths = await Promise.all([1, 2, 3].map((turn) => read(kroma.colosseum, 'getSegmentsLength', turn)));
  expect(lengths).toEqual([...segments.map(BigInt), 0n]);
});

test('the council puts any root in the place of an output when it is too late to challenge that', async () => {
  await twoOutputs();
  await warp(node, finalization - 60);
  await byCouncil('forceDeleteOutput', 1n);
  expect(await rootOf(1n)).toBe(zeroHash);
  await byCouncil('dismissChallenge', 1n, user, trusted, forged, zeroHash);
  expect(await rootOf(1n)).toBe(forged);
  expect(await read(kroma.portal, 'isOutputFinalized', 1n)).toBe(false);
  await warp(node, 120);
  expect(await read(kroma.portal, 'isOutputFinalized', 1n)).toBe(true);
  await expect(byCouncil('forceDeleteOutput', 1n)).rejects.toThrow();
});

test('nobody else deletes outputs, and one member is no council', async () => {
  await twoOutputs();
  await expect(send(as(kroma.colosseum, guardian), 'forceDeleteOutput', 1n)).rejects.toThrow(
    'not the security council',
  );
  await expect(send(kroma.oracle, 'replaceL2Output', 1n, forged, user)).rejects.toThrow('only the colosseum');
  await send(as(kroma.council, ann), 'requestDeletion', 1n, false);
  expect(await rootOf(1n)).toBe(honest);
});

test('the timelock chooses the members of the council', async () => {
  await expect(send(as(kroma.council, ann), 'replaceOwner', ann, user)).rejects.toThrow('specified governor');
  await send(as(kroma.council, kroma.timelock.address), 'replaceOwner', ann, user);
  expect(await read(kroma.council, 'getOwners')).toContain(user);
});

test('the guardian pauses withdrawals, and deposits go on', async () => {
  await expect(send(as(kroma.portal, user), 'pause')).rejects.toThrow('only guardian');
  await send(as(kroma.portal, guardian), 'pause');
  const withdrawal = { nonce: 0n, sender: user, target: user, value: 0n, gasLimit: 0n, data: '0x' };
  await expect(send(kroma.portal, 'finalizeWithdrawalTransaction', withdrawal)).rejects.toThrow('paused');
  await send(as(kroma.portal, user), 'depositTransaction', zeroAddress, 0n, 100_000n, false, '0x');
  await send(as(kroma.portal, guardian), 'unpause');
  await expect(send(kroma.portal, 'finalizeWithdrawalTransaction', withdrawal)).rejects.toThrow('not been proven');
});

test('the timelock lets its proposer choose a delay of nothing, which OpenZeppelin’s own refuses', async () => {
  const { timelock, governor, proxyAdmin } = kroma;
  const data = encode(proxyAdmin, 'transferOwnership', user);
  const call = [proxyAdmin.address, 0n, data, zeroHash, zeroHash] as const;
  const at = (of: Contract, from: Address) => send(as(of, from), 'schedule', ...call, 0n);
  const strict = await deployTimelock(node, { minDelaySeconds: kromaSettings.delay, proposers: [user] });
  await expect(at(strict, user)).rejects.toThrow('TimelockInsufficientDelay');
  expect(await read(timelock, 'getMinDelay')).toBe(BigInt(kromaSettings.delay));
  await at(timelock, governor.address);
  await send(as(timelock, governor.address), 'execute', ...call);
  expect(await read(proxyAdmin, 'owner')).toBe(user);
});

test('a vote skips the delay by an empty call before the others', async () => {
  const { governor, proxyAdmin } = kroma;
  const data = encode(proxyAdmin, 'transferOwnership', user);
  const batch = [
    [zeroAddress, proxyAdmin.address],
    [0n, 0n],
    ['0x', data],
  ] as const;
  await send(as(governor, ann), 'propose', ...batch, '');
  const id = await read(governor, 'hashProposal', ...batch, keccak256('0x'));
  await mine(node, 2);
  for (const member of [ann, ben]) await send(as(governor, member), 'castVote', id, 1);
  await mine(node, 11);
  await send(as(governor, user), 'queue', ...batch, keccak256('0x'));
  await send(as(governor, user), 'execute', ...batch, keccak256('0x'));
  expect(await read(proxyAdmin, 'owner')).toBe(user);
});
