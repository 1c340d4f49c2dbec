import { fromRlp, keccak256, pad, type Address, type Hex } from 'viem';
import { isAtLeast, type CodeSummary, type EvidenceId, type Grade, type PinnedBlock } from '../model/evidence.ts';
import { chain, known, map, unknown, type Observation } from '../model/observation.ts';
import { canonicalText } from './canonical.ts';
import { summarise } from './code.ts';
import { replayCall } from './evm/replay-call.ts';
import type { Budget } from './evm/frame.ts';
import { headerOfHash } from './header.ts';
import type { AnyResult } from './memo.ts';
import type { ChainProofs, ChainRecording } from './recording.ts';
import { emptyRoot, trieOf, type Trie } from './trie.ts';

/** What proofs came to. `problems` are contradictions and things that prove nothing: a recording with any is not genuine. */
export type ProofCheck = { readonly proved: ReadonlySet<EvidenceId>; readonly problems: readonly string[] };

const zeroWord: Hex = `0x${'0'.repeat(64)}`;

/** Steps of all calls of one recording together. A call of a view function takes some thousands. */
const mostSteps = 5_000_000;

type Account = { readonly storageRoot: Hex; readonly codeHash: Hex };

/** keccak-256 of nothing. */
const noCode: Hex = '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470';

/** Checks the proofs of a recording against the hash of its block, with no node: which reads they prove, and what is wrong. */
export function checkProofs(recording: ChainRecording): ProofCheck {
  const before = checked.get(recording);
  const check = before ?? checkAnew(recording);
  if (before === undefined) checked.set(recording, check);
  return check;
}

/** A recording is checked for several reasons, and it takes a while. */
const checked = new WeakMap<ChainRecording, ProofCheck>();

function checkAnew(recording: ChainRecording): ProofCheck {
  const { proved, problems, idleCodes, idleNodes } = examineProofs(recording);
  const idle = idleCodes.length + idleNodes.length;
  return { proved, problems: idle === 0 ? problems : [...problems, `${idle} parts of the proofs prove nothing`] };
}

/**
 * How far each read of a recording can be trusted: a sound proof lifts what a node said to `proved`, a flawed set of proofs lifts
 * nothing. What nobody read from a node stays what it is: the block that it hangs from was made up with it.
 */
export function gradeReads(recording: ChainRecording, grade: Grade): ReadonlyMap<EvidenceId, Grade> {
  const { proved, problems } = isAtLeast(grade, 'read') ? checkProofs(recording) : { proved: new Set(), problems: [] };
  const isSound = problems.length === 0;
  const gradeOf = (id: EvidenceId): Grade => {
    if (isSound && proved.has(id)) return 'proved';
    return recording.lone?.has(id) === true ? 'read' : grade;
  };
  return new Map([...recording.reads.keys()].map((id) => [id, gradeOf(id)]));
}

/** Like `checkProofs`, naming what led nowhere. */
export function examineProofs(recording: ChainRecording): ProofCheck & {
  readonly idleCodes: readonly Hex[];
  readonly idleNodes: readonly Hex[];
} {
  const { block, proofs } = recording;
  const nothing = { proved: new Set<EvidenceId>(), problems: [], idleCodes: [], idleNodes: [] };
  if (proofs === undefined) return nothing;
  const stateRoot = stateRootOf(proofs.header, block);
  if (stateRoot === undefined) return { ...nothing, problems: ['the header in the proofs is not that of the block'] };
  const state = stateOf(stateRoot, proofs);
  return { ...compare(recording, state), idleCodes: state.idleCodes(), idleNodes: state.trie.unused() };
}

/** What the proofs know of the state of the chain. */
type State = {
  readonly trie: Trie;
  /** The account at this address, unless its proof is missing. */
  accountAt(address: Address): Observation<Account>;
  /** The code with this hash, unless it is missing. */
  codeOf(hash: Hex): Observation<Hex>;
  /** The codes that nobody asked for so far. */
  idleCodes(): readonly Hex[];
};

function stateOf(stateRoot: Hex, { codes, nodes }: ChainProofs): State {
  const byHash = new Map(codes.map((code) => [keccak256(code), code]));
  const used = new Set<Hex>();
  const trie = trieOf(nodes);
  const accounts = new Map<Address, Observation<Account>>();
  return {
    trie,
    accountAt(address) {
      const account = accounts.get(address) ?? chain(trie.lookup(stateRoot, address), accountOf);
      accounts.set(address, account);
      return account;
    },
    codeOf(hash) {
      used.add(hash);
      const code = hash === noCode ? '0x' : byHash.get(hash);
      return code === undefined ? unknown('the code is missing') : known(code);
    },
    idleCodes: () => [...byHash].filter(([hash]) => !used.has(hash)).map(([, code]) => code),
  };
}

function stateRootOf(header: Hex, { hash, number, timestamp }: PinnedBlock): Hex | undefined {
  const decoded = headerOfHash(header, hash);
  return decoded?.number === number && decoded.timestamp === timestamp ? decoded.stateRoot : undefined;
}

function compare({ block, reads }: ChainRecording, state: State): ProofCheck {
  const proved = new Set<EvidenceId>();
  const problems: string[] = [];
  const context = { block, state, budget: { left: mostSteps } };
  // In one order, whatever theirs, for the steps are counted over all of them.
  for (const [id, read] of [...reads].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (read.status === 'unknown') continue;
    const subject = provable(id);
    const answer =
      subject === undefined ? compareCall(id, read.value, context) : compareOne(state, subject, read.value);
    if (answer.status === 'unknown') continue;
    if (answer.value) proved.add(id);
    else problems.push(`${id}: the proof shows another value`);
  }
  return { proved, problems };
}

type Context = { readonly block: PinnedBlock; readonly state: State; readonly budget: Budget };

/** Whether the state, run, says what the call came to. A node may set time and gas otherwise, so then it only is not shown. */
function compareCall(id: EvidenceId, read: AnyResult, { block, state, budget }: Context): Observation<boolean> {
  const call = calledIn(id);
  if (call === undefined) return unknown('nothing that a proof can show');
  const replayed = replayCall({ ...call, block, budget }, (question) =>
    question.kind === 'slot'
      ? slotIn(state, question)
      : chain(state.accountAt(question.address), ({ codeHash }) => state.codeOf(codeHash)),
  );
  return chain(replayed, ({ result, contextual }) => {
    const isSame = canonicalText(result) === canonicalText(read);
    return isSame || !contextual ? known(isSame) : unknown('nodes may differ on it');
  });
}

/** An account, or a slot of it. */
export type Subject = { readonly address: Address; readonly slot?: Hex };

/** The account, and the slot if it is one, that a read is about; `undefined` for reads that no proof can show. */
export function provable(id: EvidenceId): Subject | undefined {
  const [, kind, address, slot] = id.split('/');
  if (kind === 'code') return { address: address as Address };
  return kind === 'slot' ? { address: address as Address, slot: pad(slot as Hex, { size: 32 }) } : undefined;
}

/** What was called, if the read is a call. */
export function calledIn(
  id: EvidenceId,
): { readonly chainId: number; readonly to: Address; readonly data: Hex } | undefined {
  const [chainId, kind, to, data] = id.split('/');
  return kind === 'call' ? { chainId: Number(chainId), to: to as Address, data: data as Hex } : undefined;
}

/** Whether the state root says what was read; unknown where the proof does not reach that far. */
function compareOne(state: State, { address, slot }: Subject, read: AnyResult): Observation<boolean> {
  if (slot !== undefined) return map(slotIn(state, { address, slot }), (proved) => proved === read);
  return chain(state.accountAt(address), ({ codeHash }) => {
    if (codeHash !== (read as CodeSummary).hash) return known(false);
    return map(state.codeOf(codeHash), (code) => canonicalText(summarise(code)) === canonicalText(read));
  });
}

function slotIn(state: State, { address, slot }: Required<Subject>): Observation<Hex> {
  return chain(state.accountAt(address), ({ storageRoot }) => chain(state.trie.lookup(storageRoot, slot), wordOf));
}

function accountOf(leaf: Hex | null): Observation<Account> {
  if (leaf === null) return known({ storageRoot: emptyRoot, codeHash: noCode });
  const fields = itemsOf(leaf);
  const [, , storageRoot, codeHash] = fields ?? [];
  const isAccount = fields?.length === 4 && storageRoot?.length === 66 && codeHash?.length === 66;
  return isAccount ? known({ storageRoot: storageRoot as Hex, codeHash: codeHash as Hex }) : unknown('not an account');
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
