import { type Hex, zeroAddress, zeroHash } from 'viem';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { accounts, type Anvil, snapshot, startAnvil, warp } from './anvil.ts';
import { archive, ignoreBlobs, loadKzg, type Message, propose, prove, rootOf } from './aztec-checkpoint.ts';
import {
  aztecArtifact,
  type AztecRollup,
  byGovernance,
  deployAztecRollup,
  deployNextRollup,
  governanceSettings,
  madeByRollup,
  slashingVetoer,
} from './aztec-rollup.ts';
import { as, type Contract, deploy, read, send } from './contract.ts';

const [, ann, ben] = accounts;
/** An epoch is 32 slots of 72 seconds. */
const epoch = 32 * 72;

let node: Anvil;
let aztec: AztecRollup;
let restore: () => Promise<void>;
beforeAll(async () => {
  node = await startAnvil();
  await loadKzg(node);
  aztec = await deployAztecRollup(node);
}, 120_000);
afterAll(() => node.stop());
beforeEach(async () => {
  restore = await snapshot(node);
});
afterEach(() => restore());

/** A Rollup without a committee, whose verifier accepts everything: with it a test can get past both. */
async function yielding(): Promise<Record<'rollup' | 'inbox' | 'outbox', Contract>> {
  const verifier = await deploy(node, aztecArtifact('MockVerifier'));
  const rollup = await deployNextRollup({ ...aztec, verifier }, { committee: 0n });
  await ignoreBlobs(rollup);
  return { rollup, inbox: await madeByRollup(rollup, 'inbox'), outbox: await madeByRollup(rollup, 'outbox') };
}

const withdrawal = async (rollup: Contract): Promise<Message> => ({
  sender: { actor: archive('a contract of the chain'), version: (await read(rollup, 'getVersion')) as bigint },
  recipient: { actor: ann, chainId: BigInt(node.chainId) },
  content: archive('pay'),
});
const firstEpoch = (rollup: Contract) => read(rollup, 'getEpochForCheckpoint', 1n);

test('a message leaves once its checkpoint is proven, by whoever submits the proof, and not before', async () => {
  const { rollup, inbox, outbox } = await yielding();
  const message = await withdrawal(rollup);
  await propose(rollup, inbox, { archive: archive('1'), outHash: rootOf(message) });
  const of = await firstEpoch(rollup);
  const consume = () => send(as(outbox, ann), 'consume', message, of, 0n, []);
  await expect(consume()).rejects.toThrow('Outbox__NothingToConsumeAtEpoch');
  await prove(rollup, 1n, ben);
  await consume();
  await expect(consume()).rejects.toThrow('reverted');
});

test('nobody but the Rollup puts roots into its Outbox', async () => {
  const outbox = await madeByRollup(aztec.rollup, 'outbox');
  const insert = (from: Contract['address']) => send(as(outbox, from), 'insert', 0n, archive('root'));
  for (const from of [ann, aztec.governance.address])
    await expect(insert(from)).rejects.toThrow('Outbox__Unauthorized');
});

test('the real verifier refuses what is no proof', async () => {
  const rollup = await deployNextRollup(aztec, { committee: 0n });
  await ignoreBlobs(rollup);
  await propose(rollup, await madeByRollup(rollup, 'inbox'), { archive: archive('1'), outHash: zeroHash });
  const speaking = { ...rollup, abi: [...rollup.abi, ...aztec.verifier.abi] };
  await expect(prove(speaking, 1n)).rejects.toThrow('ProofLengthWrongWithLogN');
  expect(await read(rollup, 'getProvenCheckpointNumber')).toBe(0n);
});

test('what nobody proves in time is pruned, by anybody', async () => {
  const { rollup, inbox } = await yielding();
  await propose(rollup, inbox, { archive: archive('garbage'), outHash: zeroHash, from: ben });
  expect(await read(rollup, 'getPendingCheckpointNumber')).toBe(1n);
  await warp(node, 2 * epoch);
  await send(as(rollup, ann), 'prune');
  expect(await read(rollup, 'getPendingCheckpointNumber')).toBe(0n);
});

test('a checkpoint has to take in the messages of the Inbox', async () => {
  const { rollup, inbox } = await yielding();
  await send(
    inbox,
    'sendL2Message',
    { actor: archive('to'), version: await read(rollup, 'getVersion') },
    zeroHash,
    zeroHash,
  );
  await propose(rollup, inbox, { archive: archive('1'), outHash: zeroHash });
  const passedOver: Hex = archive('another root');
  const next = (inHash?: Hex) =>
    propose(rollup, inbox, { archive: archive('2'), outHash: zeroHash, ...(inHash && { inHash }) });
  await expect(next(passedOver)).rejects.toThrow('Rollup__InvalidInHash');
  await next();
});

test('a checkpoint without its blobs is refused', async () => {
  const rollup = await deployNextRollup(aztec, { committee: 0n });
  const claimed = { archive: archive('1'), outHash: zeroHash };
  await expect(propose(rollup, await madeByRollup(rollup, 'inbox'), claimed)).rejects.toThrow(
    'Rollup__InvalidBlobHash',
  );
});

test('without enough validators for a committee nobody proposes', async () => {
  await warp(node, 4 * epoch);
  const alone = send(aztec.rollup, 'setupEpoch');
  await expect(alone).rejects.toThrow('ValidatorSelection__InsufficientValidatorSetSize');
});

test('whoever owns the Rollup can have every proof refused, by a booster that is none', async () => {
  const { rollup, inbox } = await yielding();
  await propose(rollup, inbox, { archive: archive('1'), outHash: zeroHash });
  const config = (await read(rollup, 'getRewardConfig')) as object;
  const changed = { ...config, booster: aztec.feeAsset.address };
  await expect(send(as(rollup, ann), 'setRewardConfig', changed)).rejects.toThrow('OwnableUnauthorizedAccount');
  await send(byGovernance(rollup, aztec.governance), 'setRewardConfig', changed);
  await expect(prove(rollup, 1n)).rejects.toThrow();
});

test('a hatch that lets nobody in stops every proposal, from the next epoch on', async () => {
  const { rollup, inbox } = await yielding();
  await send(byGovernance(rollup, aztec.governance), 'updateEscapeHatch', aztec.feeAsset.address);
  await propose(rollup, inbox, { archive: archive('1'), outHash: zeroHash });
  await warp(node, 2 * epoch);
  await expect(propose(rollup, inbox, { archive: archive('2'), outHash: zeroHash })).rejects.toThrow();
});

test('only the vetoer vetoes slashing, and only Governance or a vote slashes', async () => {
  const slasher = await madeByRollup(aztec.rollup, 'slasher');
  expect(await read(slasher, 'GOVERNANCE')).toBe(aztec.governance.address);
  await expect(send(as(slasher, ann), 'slash', zeroAddress)).rejects.toThrow('Slasher__CallerNotAuthorizedToSlash');
  await expect(send(as(slasher, ann), 'vetoPayload', ann)).rejects.toThrow('Slasher__CallerNotVetoer');
  await send(as(slasher, slashingVetoer), 'vetoPayload', ann);
});

test('a proposal is executed by anybody, after all its periods and not before', async () => {
  const { governance, stakingAsset, registry } = aztec;
  const next = await deployNextRollup(aztec);
  const payload = await deploy(node, aztecArtifact('RegisterNewRollupVersionPayload'), [
    registry.address,
    next.address,
  ]);
  const { votingDelay, votingDuration, executionDelay, proposeConfig, minimumVotes } = governanceSettings;
  const stake = minimumVotes + proposeConfig.lockAmount;
  // In place of validators, whose keys would have to be proved: whoever deposits votes.
  await send(byGovernance(governance, governance), 'openFloodgates');
  await send(stakingAsset, 'approve', governance.address, stake);
  await send(governance, 'deposit', accounts[0], stake);
  await send(governance, 'proposeWithLock', payload.address, accounts[0]);
  await expect(send(governance, 'vote', 0n, minimumVotes, true)).rejects.toThrow('Governance__ProposalNotActive');
  await warp(node, Number(votingDelay) + 2);
  await send(governance, 'vote', 0n, minimumVotes, true);
  const execute = () => send(as(governance, ann), 'execute', 0n);
  await warp(node, Number(votingDuration + executionDelay) - 60);
  await expect(execute()).rejects.toThrow('Governance__ProposalNotExecutable');
  await warp(node, 120);
  await execute();
  expect(await read(registry, 'getCanonicalRollup')).toBe(next.address);
  expect(await read(aztec.gse, 'getLatestRollup')).toBe(next.address);
  await expect(send(as(governance, ann), 'updateGovernanceProposer', ann)).rejects.toThrow('Governance__CallerNotSelf');
});

test('no function of the Rollup names another verifier, Inbox, Outbox or portal', () => {
  const { abi } = aztecArtifact('Rollup');
  const writing = abi.flatMap((one) =>
    one.type === 'function' && !['view', 'pure'].includes(one.stateMutability) ? [one.name] : [],
  );
  expect(writing).toContain('setSlasher');
  expect(writing.filter((name) => /verifier|inbox|outbox|portal|genesis|vk/i.test(name))).toEqual([]);
});
