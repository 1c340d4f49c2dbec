import { keccak256, pad, toHex, type Address, type Hex } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLiveReader, type LiveReader } from '../../src/evidence/live.ts';
import { accounts, mine, startAnvil, type Anvil } from '../devnet/anvil.ts';

const returner: Address = '0x00000000000000000000000000000000000000a1';
const reverter: Address = '0x00000000000000000000000000000000000000A2';
const burner: Address = '0x00000000000000000000000000000000000000a3';
const invalid: Address = '0x00000000000000000000000000000000000000A4';
const logger: Address = '0x00000000000000000000000000000000000000A5';
const bloated: Address = '0x00000000000000000000000000000000000000a6';

/** mstore(0, caller); return(0, 32) */
const returnsCaller = '0x3360005260206000f3';
/** mstore(0, 0x2a); revert(0, 32) */
const revertsWith42 = '0x602a60005260206000fd';
/** an endless loop */
const endless = '0x5b600056';
const topic = pad('0x07', { size: 32 });

let node: Anvil;
let reader: LiveReader;
let loggedIn: bigint;

beforeAll(async () => {
  node = await startAnvil();
  const code: readonly (readonly [Address, Hex])[] = [
    [returner, returnsCaller],
    [reverter, revertsWith42],
    [burner, endless],
    [invalid, '0xfe'],
    [logger, '0x4360005260003560206000a1'],
    [bloated, '0x62200000600050622000006000f3'],
  ];
  for (const [address, bytecode] of code) await node.client.setCode({ address, bytecode });
  await node.client.setStorageAt({ address: returner, index: 1, value: pad('0x2a', { size: 32 }) });
  const hash = await node.client.sendTransaction({
    account: accounts[0],
    to: logger,
    data: topic,
    chain: node.client.chain,
  });
  loggedIn = (await node.client.waitForTransactionReceipt({ hash })).blockNumber;
  await mine(node);
  reader = await openLiveReader({ url: node.url, chainId: 31_337, block: 'latest' });
});
afterAll(() => node.stop());

describe('openLiveReader', () => {
  it('pins one block and says which', async () => {
    const block = await node.client.getBlock();
    expect(reader.block).toEqual({ number: block.number, hash: block.hash, timestamp: block.timestamp });
    expect(reader).toMatchObject({ chainId: 31_337, grade: 'read' });
  });

  it('takes the latest block where nothing is final yet', async () => {
    expect((await openLiveReader({ url: node.url })).block.number).toBe(reader.block.number);
  });

  it('pins by number and by hash', async () => {
    const byNumber = await openLiveReader({ url: node.url, block: loggedIn });
    const byHash = await openLiveReader({ url: node.url, block: byNumber.block.hash });
    expect(byHash.block).toEqual(byNumber.block);
  });
});

describe('a live reader', () => {
  it('returns what a call returns, asked from the zero address', async () => {
    const answer = await reader.read({ kind: 'call', to: returner, data: '0x' });
    expect(answer).toEqual({
      status: 'known',
      value: { returned: pad('0x', { size: 32 }) },
      evidence: [`31337/call/${returner}/0x`],
    });
  });

  it('tells a revert with its data from a failure to read', async () => {
    const reverted = await reader.read({ kind: 'call', to: reverter, data: '0x12345678' });
    expect(reverted).toMatchObject({ status: 'known', value: { reverted: toHex(42, { size: 32 }) } });
    const halted = await reader.read({ kind: 'call', to: invalid, data: '0x12345678' });
    expect(halted).toMatchObject({ status: 'known', value: { reverted: '0x' } });
  });

  it('does not take running out of gas for an answer of the contract', async () => {
    const answer = await reader.read({ kind: 'call', to: burner, data: '0x' });
    expect(answer).toMatchObject({ status: 'unknown', reason: expect.stringContaining('gas') });
  });

  it('does not take more bytes than it allows', async () => {
    const answer = await reader.read({ kind: 'call', to: bloated, data: '0x' });
    expect(answer).toMatchObject({ status: 'unknown', reason: expect.stringContaining('more than 1048576 bytes') });
  });

  it('reads slots and code', async () => {
    const slot = await reader.read({ kind: 'slot', address: returner, slot: pad('0x01', { size: 32 }) });
    expect(slot).toMatchObject({ value: toHex(42, { size: 32 }) });
    const code = await reader.read({ kind: 'code', address: returner });
    expect(code).toMatchObject({ value: { hash: keccak256(returnsCaller), size: 9, pushed: [] } });
    const none = await reader.read({ kind: 'code', address: '0x00000000000000000000000000000000000000ff' });
    expect(none).toMatchObject({ value: { hash: keccak256('0x'), size: 0 } });
  });

  it('reads logs from the genesis on', async () => {
    const all = await reader.read({ kind: 'logs', address: logger, topics: [topic] });
    const log = { topics: [topic], data: toHex(loggedIn, { size: 32 }), block: loggedIn, index: 0 };
    expect(all).toMatchObject({ status: 'known', value: [log] });
    const others = await reader.read({ kind: 'logs', address: logger, topics: [pad('0x08', { size: 32 })] });
    expect(others).toMatchObject({ status: 'known', value: [] });
  });

  it('reads a transaction, but not one that is mined after the pinned block', async () => {
    const { hash } =
      (await node.client.getBlock({ blockNumber: loggedIn, includeTransactions: true })).transactions[0] ?? {};
    const mined = await reader.read({ kind: 'transaction', hash: hash as Hex });
    expect(mined).toMatchObject({ value: { from: accounts[0], to: logger, input: topic } });
    const early = await openLiveReader({ url: node.url, block: loggedIn - 1n });
    expect(await early.read({ kind: 'transaction', hash: hash as Hex })).toMatchObject({ status: 'unknown' });
    expect(await reader.read({ kind: 'transaction', hash: topic })).toMatchObject({ status: 'unknown' });
  });

  it('answers a thousand reads asked at once, each with its own answer', async () => {
    const slots = Array.from({ length: 1000 }, (_, at) => toHex(at, { size: 32 }));
    const answers = await Promise.all(slots.map((slot) => reader.read({ kind: 'slot', address: returner, slot })));
    const values = answers.map((answer) => (answer.status === 'known' ? BigInt(answer.value) : answer.reason));
    expect(values).toEqual(slots.map((_, at) => (at === 1 ? 42n : 0n)));
  });

  it('says that the pinned block stands', async () => {
    expect(await reader.verifyPin()).toMatchObject({ status: 'known' });
  });
});
