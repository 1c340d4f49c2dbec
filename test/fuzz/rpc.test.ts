import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openLiveReader } from '../../src/evidence/live.ts';
import { parseRecording } from '../../src/evidence/parse-recording.ts';
import { record } from '../../src/evidence/recorder.ts';
import { serialiseRecording } from '../../src/evidence/recording.ts';
import type { ReadRequest } from '../../src/model/evidence.ts';
import { fuzz, fuzzTimeout } from './fuzz.ts';
import { anyJson } from './mutations.ts';

const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const word = `0x${'0b'.repeat(32)}` as const;

const requests: readonly ReadRequest[] = [
  { kind: 'call', to: address, data: '0x8da5cb5b' },
  { kind: 'call', to: address, data: '0x12345678' },
  { kind: 'slot', address, slot: word },
  { kind: 'code', address },
  { kind: 'logs', address, topics: [word] },
  { kind: 'transaction', hash: word },
];

const block = {
  number: '0x10',
  hash: word,
  timestamp: '0x65000000',
  parentHash: word,
  stateRoot: word,
  transactions: [],
};

/** What a node says when it says what it should. */
const proper: Readonly<Record<string, unknown>> = {
  eth_chainId: '0x1',
  eth_getBlockByNumber: block,
  eth_getBlockByHash: block,
  eth_call: `0x${'00'.repeat(32)}`,
  eth_getStorageAt: word,
  eth_getCode: '0x6001',
  eth_getLogs: [],
  eth_getTransactionByHash: {
    hash: word,
    from: address,
    to: address,
    input: '0x',
    blockNumber: '0x1',
    blockHash: word,
  },
  eth_getProof: { accountProof: ['0xc0'], storageProof: [{ proof: ['0x80'] }] },
};

type Answer =
  | { readonly kind: 'proper' }
  | { readonly kind: 'result' | 'error' | 'envelope' | 'within'; readonly value: unknown }
  | { readonly kind: 'body'; readonly text: string; readonly status: number };

const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'proper' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('result', 'error', 'envelope', 'within'), value: anyJson }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('body' as const),
      text: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '<html>', '[', '['.repeat(100_000), '0'.repeat(500_000)),
      ),
      status: fc.constantFrom(200, 200, 204, 400, 429, 500),
    }),
  },
);

type Request = { readonly id: number; readonly method: string };

/** A node whose answers are proper until it is spoilt, and then these, one after the other and round again. */
function node(answers: readonly Answer[]): { readonly fetch: typeof globalThis.fetch; spoil(): void } {
  let asked = -1;
  const fetch: typeof globalThis.fetch = (_, init) => {
    const body: unknown = JSON.parse(String(init?.body));
    const batch = (Array.isArray(body) ? body : [body]) as readonly Request[];
    const answer = (asked < 0 ? undefined : answers[asked++ % answers.length]) ?? { kind: 'proper' };
    if (answer.kind === 'body') {
      const text = answer.status === 204 ? null : answer.text;
      return Promise.resolve(new Response(text, { status: answer.status, headers: { 'retry-after': '0' } }));
    }
    const replies = batch.map((one) => reply(one, answer));
    return Promise.resolve(new Response(JSON.stringify(Array.isArray(body) ? replies : replies[0])));
  };
  return { fetch, spoil: () => (asked = Math.max(asked, 0)) };
}

function reply({ id, method }: Request, answer: Exclude<Answer, { kind: 'body' }>): unknown {
  const envelope = { jsonrpc: '2.0', id };
  const usual = proper[method] ?? null;
  switch (answer.kind) {
    case 'proper':
      return { ...envelope, result: usual };
    case 'result':
      return { ...envelope, result: answer.value };
    case 'error':
      return { ...envelope, error: answer.value };
    case 'within':
      return { ...envelope, result: spoilt(usual, answer.value) };
    case 'envelope':
      return answer.value;
  }
}

/** A proper answer with one member replaced. */
function spoilt(usual: unknown, value: unknown): unknown {
  if (typeof usual !== 'object' || usual === null) return Array.isArray(value) ? value : [value];
  const keys = Object.keys(usual);
  const key = keys[JSON.stringify(value ?? null).length % Math.max(1, keys.length)] ?? '0';
  return Array.isArray(usual) ? [value] : { ...usual, [key]: value };
}

const limits = { timeoutMs: 1000, deadlineMs: 2000, backoffMs: 0, retries: 1, maxBytes: 400_000, logRequests: 20 };

describe('no answer of a node crashes or hangs the program', { timeout: fuzzTimeout }, () => {
  test('and whatever is recorded is in the form that recordings have', async () => {
    const inputs = fc.record({ answers: fc.array(anyAnswer, { minLength: 1, maxLength: 8 }), opens: fc.boolean() });
    await fuzz(inputs, 150, async ({ answers, opens }) => {
      const { fetch, spoil } = node(answers);
      if (!opens) spoil();
      const reader = await openLiveReader({ url: 'http://node.example', chainId: 1, block: 'latest', fetch, limits });
      spoil();
      const recorder = record([reader], { chain: 'sample' });
      await Promise.all(requests.map((request) => recorder.readerOf(1)?.read(request)));
      await reader.verifyPin();
      const recording = recorder.recording();
      const reads = recording.chains.get(1)?.reads ?? new Map();
      expect(reads.size).toBe(requests.length);
      await reader.proveReads(reads);
      const text = serialiseRecording(recording);
      expect(parseRecording(text, 'recording.json')).toEqual(recording);
    });
  });
});
