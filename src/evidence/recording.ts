import type { Hex } from 'viem';
import type { CodeSummary, EvidenceId, Grade, PinnedBlock } from '../model/evidence.ts';
import type { Observation } from '../model/observation.ts';
import type { AnyResult } from './memo.ts';

/** Stands at the head of every recording; another number is another format. */
export const recordingFormat = 'fullfaith-evidence/1';

/** Everything that was read for one audit, by chain id: the registry's chain and whatever other chains took part. */
export type Recording = {
  /** The registry's id of the audited chain. */
  readonly chain: string;
  readonly grade: Grade;
  /** Where the answers come from, for people. */
  readonly source: string;
  readonly chains: ReadonlyMap<number, ChainRecording>;
};

/** The reads of one chain at one block, failed ones with their reasons. The evidence of each is itself. */
export type ChainRecording = {
  readonly block: PinnedBlock;
  readonly reads: ReadonlyMap<EvidenceId, Observation<AnyResult>>;
  /** Where several providers were read: what only one of them answered, so that it is of grade `read`. Left out if empty. */
  readonly lone?: ReadonlySet<EvidenceId>;
  readonly proofs?: ChainProofs;
};

/** What proves slots and code at one block: everything hangs from the block's hash, nothing else is trusted. */
export type ChainProofs = {
  /** RLP; its hash is the block's. */
  readonly header: Hex;
  /** The code that was read, whole, so that its summary can be made again. Sorted, each once. */
  readonly codes: readonly Hex[];
  /** The trie nodes on the paths from the state root to accounts and their slots. Sorted, each once. */
  readonly nodes: readonly Hex[];
};

/** The kind of read that an id names. */
export function kindOf(id: EvidenceId): string {
  const start = id.indexOf('/') + 1;
  if (start === 0) return '';
  const end = id.indexOf('/', start);
  return end < 0 ? id.slice(start) : id.slice(start, end);
}

/**
 * The one text of a recording: sorted, one read or code a line, a newline at the end. What is known of a code stands
 * once, under its hash. Equal recordings have equal texts, whatever order they were made in.
 */
export function serialiseRecording({ chain, grade, source, chains }: Recording): string {
  const head = [
    `  "format": ${JSON.stringify(recordingFormat)},`,
    `  "chain": ${JSON.stringify(chain)},`,
    `  "grade": ${JSON.stringify(grade)},`,
    `  "source": ${JSON.stringify(source)},`,
  ];
  const sorted = [...chains].sort(([a], [b]) => a - b);
  const bodies = sorted.map(([id, one]) => `    ${JSON.stringify(String(id))}: ${chainText(one)}`);
  return ['{', ...head, `  "chains": {${lines(bodies, '  ')}}`, '}', ''].join('\n');
}

function chainText({ block, reads, lone, proofs }: ChainRecording): string {
  const { number, hash, timestamp } = block;
  const blockText = JSON.stringify({ number: safe(number), hash, timestamp: safe(timestamp) });
  const codes = new Set<CodeSummary>();
  const texts = new Map<EvidenceId, string>();
  for (const [id, read] of reads) {
    texts.set(id, JSON.stringify(resultJson(id, read)));
    if (kindOf(id) === 'code' && read.status === 'known') codes.add(read.value as CodeSummary);
  }
  const parts = [`"block": ${blockText}`, `"codes": {${table(codeTexts(codes))}}`, `"reads": {${table(texts)}}`];
  if (lone !== undefined && lone.size > 0) parts.push(`"lone": [${listText([...lone], '      ')}]`);
  if (proofs !== undefined) parts.push(`"proofs": {${proofsText(proofs)}}`);
  return `{${lines(
    parts.map((part) => `      ${part}`),
    '    ',
  )}}`;
}

function proofsText({ header, codes, nodes }: ChainProofs): string {
  const parts = [
    `"header": "${header}"`,
    `"codes": [${listText(codes, '        ')}]`,
    `"nodes": [${listText(nodes, '        ')}]`,
  ];
  return lines(
    parts.map((part) => `        ${part}`),
    '      ',
  );
}

function listText(items: readonly string[], indent: string): string {
  return lines(
    [...items].sort().map((item) => `${indent}  ${JSON.stringify(item)}`),
    indent,
  );
}

/** By hash. Many contracts run one code, which a recording that was read holds once. */
function codeTexts(codes: Iterable<CodeSummary>): ReadonlyMap<Hex, string> {
  const texts = new Map<Hex, string>();
  for (const { hash, size, pushed, delegatecalls, delegate } of codes) {
    const packed = `0x${pushed.map((value) => value.slice(2)).join('')}`;
    const text = JSON.stringify({ size, delegatecalls, ...(delegate && { delegate }), pushed: packed });
    if ((texts.get(hash) ?? text) !== text) throw new Error(`two different summaries of the code ${hash}`);
    texts.set(hash, text);
  }
  return texts;
}

function resultJson(id: EvidenceId, read: Observation<AnyResult>): unknown {
  if (read.status === 'unknown') return { unknown: read.reason };
  const { value } = read;
  if (typeof value === 'string') return value;
  if (kindOf(id) === 'code') return (value as CodeSummary).hash;
  if ('returned' in value) return value.returned;
  if ('reverted' in value) return { reverted: value.reverted };
  if ('input' in value) return { from: value.from, to: value.to, input: value.input };
  return Array.isArray(value) ? value.map(logJson) : value;
}

function logJson(log: {
  readonly block: bigint;
  readonly index: number;
  readonly transaction: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}): unknown {
  const { block, index, transaction, topics, data } = log;
  return { block: safe(block), index, transaction, topics, data };
}

function table(entries: ReadonlyMap<string, string>): string {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return lines(
    sorted.map(([key, text]) => `        ${JSON.stringify(key)}: ${text}`),
    '      ',
  );
}

function lines(items: readonly string[], indent: string): string {
  return items.length === 0 ? '' : `\n${items.join(',\n')}\n${indent}`;
}

/** JSON has no whole numbers above 2^53; no block or timestamp is near that. */
function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Error(`${value} is too large for a recording`);
  return Number(value);
}
