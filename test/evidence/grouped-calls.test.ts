import { concatHex, getAddress, pad, toHex, type Address, type Hex } from 'viem';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { callRunner } from '../../src/evidence/call-runner.ts';
import { openLiveReader } from '../../src/evidence/live.ts';
import type { CallResult } from '../../src/model/evidence.ts';
import type { Observation } from '../../src/model/observation.ts';
import { startAnvil, type Anvil } from '../devnet/anvil.ts';
import { startFaultProxy, type FaultProxy, type RpcRequest } from '../devnet/fault-proxy.ts';

const returnTop = '0x60005260206000f3';
const burner = addressOf('burner');

/** ADDRESS, ORIGIN, CALLER, CALLVALUE, CALLDATASIZE, CODESIZE, GASPRICE, RETURNDATASIZE, COINBASE … BASEFEE. */
const environment = [0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3a, 0x3d, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48];

/** Calls `to` with all gas there is, then goes on with `rest`; the success is on the stack. */
function calling(to: Address, rest: Hex): Hex {
  return concatHex(['0x6000600060006000600073', to, '0x5af1', rest]);
}

/** Contracts of every temper, by name. */
const zoo: Readonly<Record<string, Hex>> = {
  ...Object.fromEntries(
    environment.map((opcode) => [`opcode ${toHex(opcode)}`, concatHex([toHex(opcode), returnTop])]),
  ),
  'returns nothing': '0x00',
  'has no code': '0x',
  'echoes its input': '0x366000600037366000f3',
  'reverts with nothing': '0x60006000fd',
  'reverts with a word': '0x602a60005260206000fd',
  'runs an invalid opcode': '0xfe',
  'jumps nowhere': '0x600456',
  burner: '0x5b600056',
  'survives a burner it calls': calling(burner, returnTop),
  'counts its calls': concatHex(['0x6000546001018060005500', '0x']),
  'returns a count it stores': concatHex(['0x600054600101806000556000', '0x5260206000f3']),
  'returns 16 KiB': '0x6140006000f3',
  'returns 16 KiB and a byte': '0x6140016000f3',
  'returns 100 kB': '0x620186a06000f3',
  'returns 2 MB': '0x621e84806000f3',
  'answers the zero address only': concatHex(['0x33600c57602a', returnTop, '0x5b60006000fd']),
  'uses 3 million gas': '0x6201ffff5b600190038060045700',
  'calls the zero address': calling('0x0000000000000000000000000000000000000000', returnTop),
};
const names = Object.keys(zoo);

function addressOf(name: string): Address {
  return getAddress(pad(toHex(name).slice(0, 42) as Hex, { size: 20 }));
}

let node: Anvil;
let proxy: FaultProxy;

beforeAll(async () => {
  node = await startAnvil();
  proxy = await startFaultProxy(node.url);
  for (const [name, bytecode] of Object.entries(zoo)) await node.client.setCode({ address: addressOf(name), bytecode });
  await node.client.mine({ blocks: 1 });
});
afterEach(() => {
  proxy.fault = {};
});
afterAll(async () => {
  await proxy.stop();
  await node.stop();
});

type Answers = Readonly<Record<string, Observation<CallResult>>>;

async function callAll(groupCalls: boolean, times = 1): Promise<Answers> {
  const reader = await openLiveReader({ url: proxy.url, block: 'latest', limits: { groupCalls } });
  const calls = Array.from({ length: times }, (_, turn) =>
    names.map((name) => [name, toHex(turn, { size: 4 })] as const),
  ).flat();
  const ask = async ([name, data]: readonly [string, Hex]) => {
    const answer = await reader.read({ kind: 'call', to: addressOf(name), data });
    return [`${name} ${data}`, answer] as const;
  };
  return Object.fromEntries(await Promise.all(calls.map(ask)));
}

function counting(): { readonly seen: RpcRequest[] } {
  const seen: RpcRequest[] = [];
  proxy.fault = { intercept: (request) => void seen.push(request) };
  return { seen };
}

describe('calls that travel together', () => {
  it('have the same answers as calls that travel alone', async () => {
    expect(new Set(names.map(addressOf)).size).toBe(names.length);
    const alone = await callAll(false, 3);
    expect(alone).toMatchObject({
      'opcode 0x33 0x00000000': { value: { returned: toHex(0, { size: 32 }) } },
      'answers the zero address only 0x00000000': { value: { returned: toHex(42, { size: 32 }) } },
      'returns a count it stores 0x00000002': { value: { returned: toHex(1, { size: 32 }) } },
      'survives a burner it calls 0x00000000': { value: { returned: toHex(0, { size: 32 }) } },
      'burner 0x00000000': { status: 'unknown' },
      'returns 2 MB 0x00000000': { status: 'unknown' },
    });
    expect(await callAll(true, 3)).toEqual(alone);
  });

  it('travel together', async () => {
    const { seen } = counting();
    const reader = await openLiveReader({ url: proxy.url, block: 'latest' });
    const calls = Array.from({ length: 120 }, (_, at) => toHex(at, { size: 4 }));
    const to = addressOf('echoes its input');
    const answers = await Promise.all(calls.map((data) => reader.read({ kind: 'call', to, data })));
    expect(answers.map((answer) => answer.status === 'known' && answer.value)).toEqual(
      calls.map((returned) => ({ returned })),
    );
    expect(seen.filter(({ method }) => method === 'eth_call')).toHaveLength(2);
  });

  it.each([
    ['refuses state overrides', { error: { code: -32602, message: 'too many arguments, want at most 2' } }],
    ['ignores state overrides', { result: '0x' }],
    ['answers with nonsense', { result: `0x${'11'.repeat(300)}` }],
    ['runs out of gas', { error: { code: -32000, message: 'out of gas' } }],
  ])('are asked alone where the node %s', async (_, reply) => {
    const alone = await callAll(false);
    proxy.fault = { intercept: ({ params }) => (params.length > 2 ? reply : undefined) };
    expect(await callAll(true)).toEqual(alone);
  });
});

it('the runner is an empty account to everybody but the zero address', async () => {
  const address = addressOf('runner');
  await node.client.setCode({ address, bytecode: callRunner });
  const { data } = await node.client.call({ to: address, data: '0x1234', account: addressOf('somebody') });
  expect(data).toBeUndefined();
});
