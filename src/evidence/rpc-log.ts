import type { Hex } from 'viem';
import type { Log, PinnedBlock, ReadRequest } from '../model/evidence.ts';
import { known, unknown, type Observation } from '../model/observation.ts';
import { asBytes, asObject, asQuantity, asWord } from './rpc-value.ts';

/** What was asked for: logs outside of it make the answer unknown. Both blocks are included. */
export type LogBounds = {
  readonly request: Extract<ReadRequest, { kind: 'logs' }>;
  readonly from: bigint;
  readonly to: bigint;
  readonly pinned: PinnedBlock;
};

/** Reads the answer to `eth_getLogs` in chain order, or says what is wrong with it. */
export function parseLogs(value: unknown, bounds: LogBounds): Observation<readonly Log[]> {
  if (!Array.isArray(value)) return unknown('the node answered a request for logs with something else than a list');
  const logs: Log[] = [];
  for (const raw of value) {
    const log = parseLog(raw, bounds);
    if (log === undefined) return unknown('the node answered a request for logs with something that is not a log');
    if (!answers(log, asObject(raw), bounds)) return unknown('the node answered with logs that were not asked for');
    logs.push(log);
  }
  logs.sort((a, b) => (a.block === b.block ? a.index - b.index : a.block < b.block ? -1 : 1));
  const isTwice = logs.some((log, at) => log.block === logs[at - 1]?.block && log.index === logs[at - 1]?.index);
  return isTwice ? unknown('the node answered with the same log twice') : known(logs);
}

function parseLog(value: unknown, { pinned }: LogBounds): Log | undefined {
  const raw = asObject(value);
  const topics = Array.isArray(raw?.['topics']) ? raw['topics'].map(asWord) : undefined;
  const [data, transaction] = [asBytes(raw?.['data']), asWord(raw?.['transactionHash'])];
  const [block, index] = [asQuantity(raw?.['blockNumber']), asQuantity(raw?.['logIndex'])];
  if (topics === undefined || topics.length > 4 || !topics.every((topic) => topic !== undefined)) return undefined;
  if (data === undefined || transaction === undefined || block === undefined || index === undefined) return undefined;
  if (index > 0xffff_ffffn || (raw?.['removed'] ?? false) !== false) return undefined;
  if (block === pinned.number && asWord(raw?.['blockHash']) !== pinned.hash) return undefined;
  return { topics, data, block, index: Number(index), transaction };
}

function answers(
  log: Log,
  raw: Readonly<Record<string, unknown>> | undefined,
  { request, from, to }: LogBounds,
): boolean {
  const isFromThere = String(raw?.['address']).toLowerCase() === request.address.toLowerCase();
  const isInSpan = log.block >= from && log.block <= to;
  return isFromThere && isInSpan && matches(log.topics, request.topics);
}

function matches(topics: readonly Hex[], filter: readonly (Hex | null)[]): boolean {
  return (
    filter.length <= topics.length && filter.every((want, at) => want === null || want.toLowerCase() === topics[at])
  );
}
