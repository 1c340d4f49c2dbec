import { fromRlp, keccak256, pad, type Address, type Hex } from 'viem';
import type { CodeSummary, EvidenceId, Grade, PinnedBlock } from '../model/evidence.ts';
import { chain, known, map, unknown, type Observation } from '../model/observation.ts';
import { canonicalText } from './canonical.ts';
import { summarise } from './code.ts';
import { decodeHeader } from './header.ts';
import type { AnyResult } from './memo.ts';
import type { ChainRecording } from './recording.ts';
import { emptyRoot, trieOf, type Trie } from './trie.ts';

/** What proofs came to. `problems` are contradictions and things that prove nothing: a recording with any is not genuine. */
export type ProofCheck = { readonly proved: ReadonlySet<EvidenceId>; readonly problems: readonly string[] };

const zeroWord: Hex = `0x${'0'.repeat(64)}`;

type Account = { readonly storageRoot: Hex; readonly codeHash: Hex };

/** keccak-256 of nothing. */
const noCode: Hex = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';

/** Checks the proofs of a recording against the hash of its block, with no node: which reads they prove, and what is wrong. */
export function checkProofs(recording: ChainRecording): ProofCheck {
  const { proved, problems, idleCodes, idleNodes } = examineProofs(recording);
  const idle = idleCodes.length + idleNodes.length;
  return { proved, problems: idle === 0 ? problems : [...problems, `${idle} parts of the proofs prove nothing`] };
}

/** How far each read of a recording can be trusted: a sound proof lifts it to `proved`, a flawed set of proofs lifts nothing. */
export function gradeReads(recording: ChainRecording, grade: Grade): ReadonlyMap<EvidenceId, Grade> {
  const { proved, problems } = checkProofs(recording);
  const isSound = problems.length === 0;
  return new Map([...recording.reads.keys()].map((id) => [id, isSound && proved.has(id) ? 'proved' : grade]));
}

/** Like `checkProofs`, naming what led nowhere. */
export function examineProofs(recording: ChainRecording): ProofCheck & {
  readonly idleCodes: readonly Hex[];
  readonly idleNodes: readonly Hex[];
} {
  const { block, reads, proofs } = recording;
  const nothing = { proved: new Set<EvidenceId>(), problems: [], idleCodes: [], idleNodes: [] };
  if (proofs === undefined) return nothing;
  const stateRoot = stateRootOf(proofs.header, block);
  if (stateRoot === undefined) return { ...nothing, problems: ['the header in the proofs is not that of the block'] };
  const codes = new Map(proofs.codes.map((code) => [keccak256(code), code]));
  const state: State = { stateRoot, codes, trie: trieOf(proofs.nodes) };
  const check = compare(recording, state);
  const usedCodes = new Set([...check.proved].map((id) => codeHashOf(reads.get(id))));
  const idleCodes = [...codes].filter(([hash]) => !usedCodes.has(hash)).map(([, code]) => code);
  return { ...check, idleCodes, idleNodes: state.trie.unused() };
}

/** What the proofs know of the state of the chain. */
type State = { readonly stateRoot: Hex; readonly codes: ReadonlyMap<Hex, Hex>; readonly trie: Trie };

function stateRootOf(header: Hex, { hash, number, timestamp }: PinnedBlock): Hex | undefined {
  const decoded = keccak256(header) === hash ? decodeHeader(header) : undefined;
  return decoded?.number === number && decoded.timestamp === timestamp ? decoded.stateRoot : undefined;
}

function compare({ reads }: ChainRecording, state: State): ProofCheck {
  const proved = new Set<EvidenceId>();
  const problems: string[] = [];
  for (const [id, read] of reads) {
    const subject = provable(id);
    if (subject === undefined || read.status === 'unknown') continue;
    const answer = compareOne(state, subject, read.value);
    if (answer.status === 'unknown') continue;
    if (answer.value) proved.add(id);
    else problems.push(`${id}: the proof shows another value`);
  }
  return { proved, problems };
}

function codeHashOf(read: Observation<AnyResult> | undefined): Hex | undefined {
  const isCode = read?.status === 'known' && typeof read.value === 'object' && 'hash' in read.value;
  return isCode ? (read.value as CodeSummary).hash : undefined;
}

/** An account, or a slot of it. */
export type Subject = { readonly address: Address; readonly slot?: Hex };

/** The account, and the slot if it is one, that a read is about; `undefined` for reads that no proof can show. */
export function provable(id: EvidenceId): Subject | undefined {
  const [, kind, address, slot] = id.split('/');
  if (kind === 'code') return { address: address as Address };
  return kind === 'slot' ? { address: address as Address, slot: pad(slot as Hex, { size: 32 }) } : undefined;
}

/** Whether the state root says what was read; unknown where the proof does not reach that far. */
function compareOne(
  { stateRoot, codes, trie }: State,
  { address, slot }: Subject,
  read: AnyResult,
): Observation<boolean> {
  const account = chain(trie.lookup(stateRoot, address), accountOf);
  if (slot !== undefined) {
    const word = chain(account, ({ storageRoot }) => chain(trie.lookup(storageRoot, slot), wordOf));
    return map(word, (proved) => proved === read);
  }
  return chain(account, ({ codeHash }) => {
    if (codeHash !== (read as CodeSummary).hash) return known(false);
    return map(summaryOf(codeHash, codes), (summary) => canonicalText(summary) === canonicalText(read));
  });
}

function accountOf(leaf: Hex | null): Observation<Account> {
  if (leaf === null) return known({ storageRoot: emptyRoot, codeHash: noCode });
  const fields = itemsOf(leaf);
  const [, , storageRoot, codeHash] = fields ?? [];
  const isAccount = fields?.length === 4 && storageRoot?.length === 66 && codeHash?.length === 66;
  return isAccount ? known({ storageRoot: storageRoot as Hex, codeHash: codeHash as Hex }) : unknown('not an account');
}

function summaryOf(hash: Hex, codes: ReadonlyMap<Hex, Hex>): Observation<CodeSummary> {
  const code = hash === noCode ? '0x' : codes.get(hash);
  return code === undefined ? unknown('the code is missing') : known(summarise(code));
}

function wordOf(leaf: Hex | null): Observation<Hex> {
  if (leaf === null) return known(zeroWord);
  const value = itemOf(leaf);
  return typeof value === 'string' && value.length <= 66
    ? known(pad(value as Hex, { size: 32 }))
    : unknown('not a word');
}

function itemsOf(rlp: Hex): readonly Hex[] | undefined {
  const items = itemOf(rlp);
  return Array.isArray(items) && items.every((item) => typeof item === 'string') ? (items as Hex[]) : undefined;
}

function itemOf(rlp: Hex): unknown {
  try {
    return fromRlp(rlp, 'hex');
  } catch {
    return undefined;
  }
}
