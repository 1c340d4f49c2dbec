import { size, zeroAddress } from 'viem';
import type { CallResult } from '../model/evidence.ts';
import { known, unknown, type Observation } from '../model/observation.ts';
import { callRunner, decodeAnswers, encodeCalls, type GroupedCall } from './call-runner.ts';
import type { JsonRpc } from './json-rpc.ts';
import { reasonOf, type Pin } from './pin.ts';
import { describe, meaningOf, revertData, type RpcError } from './rpc-error.ts';
import { asBytes } from './rpc-value.ts';

/** Makes one call as `eth_call` does: from the zero address, with the gas the node allows. */
export type Caller = (call: GroupedCall) => Promise<Observation<CallResult>>;

/** Where calls go. Answers longer than `maxBytes` are unknown. `grouped: false` sends each by itself. */
export type CallOptions = {
  readonly rpc: JsonRpc;
  readonly pin: Pin;
  readonly maxBytes: number;
  readonly grouped: boolean;
};

type Waiting = { readonly call: GroupedCall; readonly settle: (answer: Observation<CallResult>) => void };

/** Of one group: calls, and bytes of calldata. */
const mostCalls = 60;
const mostBytes = 60_000;

/**
 * Sends calls that are made at the same time as one. An answer is the same as if the call had been sent alone: whatever
 * did not return, or returned near a limit, is sent alone after that. Only the code of the zero address and the gas that
 * is left look different from inside.
 */
export function createCaller(options: CallOptions): Caller {
  let waiting: Waiting[] = [];
  let grouped = options.grouped;

  async function flush(): Promise<void> {
    const all = waiting;
    waiting = [];
    await Promise.all(groups(all).map((group) => callTogether(group)));
  }

  async function callTogether(group: readonly Waiting[]): Promise<void> {
    const calls = group.map(({ call }) => call);
    const answers = grouped && group.length > 1 ? await runGroup(options, calls) : 'alone';
    if (answers === 'unsupported') grouped = false;
    group.forEach(({ call, settle }, at) => {
      const returned = typeof answers === 'string' ? undefined : answers[at];
      if (returned !== undefined) settle(known({ returned }));
      else void callAlone(options, call).then(settle);
    });
  }

  return (call) =>
    new Promise((settle) => {
      waiting.push({ call, settle });
      if (waiting.length === 1) setTimeout(() => void flush(), 0);
    });
}

function groups(waiting: readonly Waiting[]): readonly (readonly Waiting[])[] {
  const all: Waiting[][] = [[]];
  let bytes = 0;
  for (const one of waiting) {
    bytes += size(one.call.data);
    if ((all.at(-1)?.length ?? 0) >= mostCalls || bytes > mostBytes) {
      all.push([]);
      bytes = size(one.call.data);
    }
    all.at(-1)?.push(one);
  }
  return all;
}

/** What the calls returned, `alone` where this group has to be sent one by one, `unsupported` where all groups have to. */
async function runGroup({ rpc, pin }: CallOptions, calls: readonly GroupedCall[]) {
  const transaction = { from: zeroAddress, to: zeroAddress, data: encodeCalls(calls) };
  const override = { [zeroAddress]: { code: callRunner } };
  const answer = await rpc.ask('eth_call', [transaction, pin.parameter, override]);
  if (answer.kind === 'failed') return 'alone';
  if (answer.kind === 'error') return /^(?:gas|halted|busy)$/.test(meaningOf(answer.error)) ? 'alone' : 'unsupported';
  const output = asBytes(answer.value);
  // A node that does not know overrides calls an empty account, which returns nothing.
  return (output === undefined ? undefined : decodeAnswers(output, calls.length)) ?? 'unsupported';
}

async function callAlone(
  { rpc, pin, maxBytes }: CallOptions,
  { to, data }: GroupedCall,
): Promise<Observation<CallResult>> {
  const answer = await rpc.ask('eth_call', [{ to, data }, pin.parameter]);
  if (answer.kind === 'error') return haltOf(answer.error);
  if (answer.kind === 'failed') return unknown(reasonOf(answer));
  const returned = asBytes(answer.value);
  if (returned === undefined) return unknown('the node answered a call with something else than bytes');
  return size(returned) > maxBytes ? unknown(`the call returned more than ${maxBytes} bytes`) : known({ returned });
}

function haltOf(error: RpcError): Observation<CallResult> {
  const meaning = meaningOf(error);
  if (meaning === 'gas') return unknown('the call used up all the gas that the node allows');
  if (meaning !== 'halted') return unknown(describe(error));
  const reverted = revertData(error);
  return reverted === undefined ? unknown('the node kept back what the call reverted with') : known({ reverted });
}
