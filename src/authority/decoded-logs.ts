import { type Abi, decodeEventLog, type DecodeEventLogReturnType, type Hex } from 'viem';
import type { Log } from '../model/evidence.ts';
import { chain, known, type Observation, unknown } from '../model/observation.ts';

// Decoding is slow, and a log says the same whoever asks.
const decodedLogs = new WeakMap<Log, Map<Abi, unknown>>();

/** Logs as their events say, in chain order; unknown where one of them is not what its event says. */
export function decodeLogs<const A extends Abi>(
  abi: A,
  logs: Observation<readonly Log[]>,
): Observation<readonly DecodeEventLogReturnType<A>[]> {
  return chain(logs, (list) => {
    try {
      return known(list.toSorted(inOrder).map((log) => decoded(abi, log)));
    } catch {
      return unknown('a log does not have the form of its event');
    }
  });
}

function decoded<const A extends Abi>(abi: A, log: Log): DecodeEventLogReturnType<A> {
  const known = decodedLogs.get(log) ?? new Map<Abi, unknown>();
  decodedLogs.set(log, known);
  const { topics, data } = log;
  const event = known.get(abi) ?? decodeEventLog({ abi, topics: topics as [Hex, ...Hex[]], data });
  known.set(abi, event);
  return event as DecodeEventLogReturnType<A>;
}

function inOrder(a: Log, b: Log): number {
  return a.block === b.block ? a.index - b.index : a.block < b.block ? -1 : 1;
}
