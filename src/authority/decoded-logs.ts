import { type Abi, decodeEventLog, type DecodeEventLogReturnType, type Hex } from 'viem';
import type { Log } from '../model/evidence.ts';
import { chain, known, type Observation, unknown } from '../model/observation.ts';

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

function decoded<const A extends Abi>(abi: A, { topics, data }: Log): DecodeEventLogReturnType<A> {
  return decodeEventLog({ abi, topics: topics as [Hex, ...Hex[]], data }) as DecodeEventLogReturnType<A>;
}

function inOrder(a: Log, b: Log): number {
  return a.block === b.block ? a.index - b.index : a.block < b.block ? -1 : 1;
}
