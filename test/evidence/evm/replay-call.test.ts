import fc from 'fast-check';
import { concatHex, getAddress, numberToHex, pad, size, toHex, type Address, type Hex } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../../src/evidence/evm/arithmetic.ts';
import { exploreCall, replayCall, type ReplayedCall } from '../../../src/evidence/evm/replay-call.ts';
import type { CallResult, PinnedBlock } from '../../../src/model/evidence.ts';
import { known, unknown, type Observation } from '../../../src/model/observation.ts';
import { startAnvil, type Anvil } from '../../devnet/anvil.ts';
import { anyBytes } from '../arbitraries.ts';

const to = getAddress(pad('0xc0ffee', { size: 20 }));
const other = getAddress(pad('0xbeef01', { size: 20 }));
const block: PinnedBlock = { number: 7n, hash: pad('0x01', { size: 32 }), timestamp: 1_700_000_000n };

let node: Anvil;
beforeAll(async () => {
  node = await startAnvil();
});
afterAll(() => node.stop());

function callOf(data: Hex, left = 2_000_000): ReplayedCall {
  return { chainId: 31_337, block, to, data, budget: { left } };
}

type World = { readonly codes: Readonly<Record<Address, Hex>>; readonly slot?: (slot: Hex) => Hex };

function replay(data: Hex, { codes, slot }: World) {
  const byAddress = new Map(Object.entries(codes).map(([address, code]) => [address.toLowerCase(), code]));
  return replayCall(callOf(data), (question) =>
    known(
      question.kind === 'code'
        ? (byAddress.get(question.address) ?? '0x')
        : (slot?.(question.slot) ?? pad('0x', { size: 32 })),
    ),
  );
}

/** What the node's machine makes of it. */
async function execute(data: Hex, codes: World['codes']): Promise<CallResult> {
  const state = Object.fromEntries(Object.entries(codes).map(([address, code]) => [address, { code }]));
  const body = {
    jsonrpc: '2.0',
    id: 1,
    method: 'eth_call',
    params: [{ to, data, gas: '0x1c9c380' }, 'latest', state],
  };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(node.url, { method: 'POST', headers, body: JSON.stringify(body) });
  const { result, error } = (await response.json()) as { result?: Hex; error?: { message: string; data?: Hex } };
  if (result !== undefined) return { returned: result };
  return { reverted: error?.data?.startsWith('0x') === true ? error.data : '0x' };
}

/** Both machines on the same code: ours gives the same, or nothing at all. */
async function compare(code: Hex, data: Hex, others: World['codes'] = {}): Promise<Observation<unknown>> {
  const codes = { [to]: code, ...others };
  const replayed = replay(data, { codes });
  if (replayed.status === 'known' && !replayed.value.contextual) {
    expect([code, data, replayed.value.result]).toEqual([code, data, await execute(data, codes)]);
  }
  return replayed;
}

const words = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
  fc.constantFrom(0n, 1n, 2n, 31n, 32n, 255n, 256n, 2n ** 255n, 2n ** 255n - 1n, 2n ** 256n - 1n, 2n ** 128n),
);

function pushed(word: bigint): Hex {
  return concatHex(['0x7f', numberToHex(word, { size: 32 })]);
}

/** mstore(0, …); return(0, 32) */
const returnsTop: Hex = '0x60005260206000f3';

describe('the machine gives what a node’s gives', () => {
  it.each([...operations.keys()].map((opcode) => [toHex(opcode)]))('for instruction %s', async (opcode) => {
    await fc.assert(
      fc.asyncProperty(words, words, words, async (a, b, c) => {
        const code = concatHex([pushed(a), pushed(b), pushed(c), pad(opcode, { size: 1 }), returnsTop]);
        expect((await compare(code, '0x')).status).toBe('known');
      }),
      { numRuns: 40 },
    );
  });

  it('for programs of any instructions on what is small and what is large', async () => {
    let replayed = 0;
    const instruction = fc.oneof(
      { weight: 3, arbitrary: fc.nat(40).map((n) => concatHex(['0x60', toHex(n, { size: 1 })])) },
      { weight: 1, arbitrary: words.map(pushed) },
      {
        weight: 6,
        arbitrary: fc
          .constantFrom(
            ...Buffer.from(
              '0103040b101415161a1b1c1d203032333435363738393b3d3e465051525354565758595b5c5e5f8081839092f3fdfe00',
              'hex',
            ),
          )
          .map((opcode) => toHex(opcode, { size: 1 })),
      },
    );
    const programs = fc.array(instruction, { minLength: 5, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(programs, anyBytes(0, 70), async (parts, data) => {
        const start = concatHex(['0x6001', '0x6020', '0x6003', '0x6040', '0x6007', '0x6000']);
        const answer = await compare(concatHex([start, ...parts, returnsTop]), data);
        if (answer.status === 'known') replayed++;
      }),
      { numRuns: 1500 },
    );
    expect(replayed).toBeGreaterThan(1000);
  });

  it('for bytes that are no program', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes(1, 100), anyBytes(0, 40), async (code, data) => void (await compare(code, data))),
      { numRuns: 700 },
    );
  });

  it.each(['f1', 'f4', 'fa'])('for calls by %s, whatever they give back and wherever it goes', async (opcode) => {
    for (const room of [0, 5, 64, 200]) {
      for (const end of ['f3', 'fd'] as const) {
        const answer = await compare(calling(opcode, room), '0x', { [other]: echo(end) });
        expect(answer.status).toBe('known');
      }
      expect((await compare(calling(opcode, room), '0x')).status).toBe('known');
    }
  });
});

/** Gives back, by RETURN or REVERT, its input, its own address and its caller. */
function echo(end: 'f3' | 'fd'): Hex {
  return concatHex(['0x3660006000', '0x37', '0x303652', '0x3336602001', '0x52', `0x36604001${'6000'}${end}`]);
}

/** Calls with 68 bytes and room for so many; returns whether that went well and all that came back. */
function calling(opcode: string, room: number): Hex {
  const value: Hex = opcode === 'f1' ? '0x6000' : '0x';
  const output = concatHex(['0x60', toHex(room, { size: 1 }), '0x6080']);
  const call = concatHex([output, '0x60446000', value, '0x73', other, '0x5a', `0x${opcode}`]);
  const shown = concatHex(['0x61010052', '0x3d61012052', '0x3d60006101403e', '0x6102006000f3']);
  return concatHex(['0x60ff600052', call, shown]);
}

describe('nothing is concluded', () => {
  const precompiled = pad('0x02', { size: 20 });
  it.each<readonly [string, Hex]>([
    ['from a call that stores', '0x600160005500'],
    ['from a call that pays', concatHex(['0x600060006000600060', '0x0173', other, '0x5af100'])],
    ['from one of a precompiled contract', concatHex(['0x600060006000600073', precompiled, '0x5afa00'])],
    ['from one that looks at a balance', '0x303100'],
    ['from one that creates', '0x600060006000f000'],
    ['from one that never ends', '0x5b600056'],
    ['from one that calls itself for ever', concatHex(['0x5b600060006000600073', to, '0x5afa00'])],
    ['from one that wants a gigabyte', '0x6000634000000052'],
    ['from one that hashes a megabyte again and again', '0x5b620fffff60002050600056'],
    ['from code of a delegation', concatHex(['0xef0100', other])],
    ['from an inner call that burns its gas', concatHex(['0x600060006000600073', other, '0x5afa00'])],
  ])('%s', (_, code) => {
    const start = performance.now();
    expect(replay('0x', { codes: { [to]: code, [other]: '0xfe' } })).toMatchObject({ status: 'unknown' });
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('where a part of the state is missing', () => {
    const answer = replayCall(callOf('0x'), ({ kind }) => (kind === 'code' ? known('0x600054') : unknown('missing')));
    expect(answer).toEqual(unknown('missing'));
  });

  it.each<readonly [string, Hex]>([
    ['time', '0x42'],
    ['height', '0x43'],
    ['gas', '0x5a50'],
  ])('for sure from one that looks at the %s', (_, code) => {
    expect(replay('0x', { codes: { [to]: code } })).toMatchObject({ value: { contextual: true } });
  });

  it('but gas that is passed on is no matter', () => {
    const code = concatHex(['0x600060006000600073', other, '0x5afa00']);
    expect(replay('0x', { codes: { [to]: code } })).toMatchObject({ value: { contextual: false } });
  });
});

it('an exploration asks for what a replay needs, and ends where there is no answer', async () => {
  const code = '0x60015460005260025460205260406000f3';
  const world = { codes: { [to]: code } as const };
  const asked = await exploreCall(callOf('0x'), ({ kind }) =>
    Promise.resolve(kind === 'code' ? code : pad('0x05', { size: 32 })),
  );
  expect(asked.map(({ kind }) => kind)).toEqual(['code', 'slot', 'slot']);
  expect(replay('0x', { ...world, slot: (slot) => slot })).toMatchObject({
    value: { result: { returned: concatHex([pad('0x01', { size: 32 }), pad('0x02', { size: 32 })]) } },
  });
  expect(size(asked[1]?.kind === 'slot' ? asked[1].slot : '0x')).toBe(32);
  const silent = await exploreCall(callOf('0x'), ({ kind }) => Promise.resolve(kind === 'code' ? code : undefined));
  expect(silent).toHaveLength(2);
});
