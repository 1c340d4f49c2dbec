import type { Chain, Location } from '../../src/model/chain.ts';
import type { GateFinding, GateKind } from '../../src/model/gate.ts';
import type { ChainReport } from '../../src/model/report.ts';
import type { Policy, Rule } from '../../src/model/rule.ts';
import type { Lock, LockEntry } from '../../src/registry/lock.ts';
import { type Candidate, gate, type GateContext, type GateOptions, pin } from '../../src/check/index.ts';
import { parseChain } from '../../src/registry/parse-chain.ts';
import { entryText } from '../registry/entry.ts';
import { sampleReport } from '../report/sample-report.ts';

const { policy: ladder, chains } = sampleReport;

/** The policy of the sample report, with rules as they are loaded. */
export const policy: Policy = {
  ...ladder,
  description: '',
  dimensions: [],
  rules: ladder.rules.map((rule): Rule => {
    const location = { file: 'rules/sample.yaml', line: 1, column: 1 };
    return { ...rule, scope: 'chain', applies: 'true', check: 'true', location };
  }),
};

/** The entry that `report` is of; its waiver is for a rule that is open in it. */
export const chain: Chain = parseChain(
  entryText.replace('valid/enforced-proof', 'valid/proof'),
  'registry/chains/example.yaml',
);

/** A report with everything in it: an open level, a failed rule, powers, bodies. */
export const report: ChainReport = { ...(chains[0] as ChainReport), id: 'example', name: 'Example Chain' };

/** The day on which nothing of the entry has expired. */
const today = '2025-06-01';

const lenient: GateOptions = { allowBetter: false, strict: false, levelsOnly: false, maxAgeDays: null };

const start: Location = { file: 'registry/credit.lock.yaml', line: 1, column: 1 };

/** The lock entry that goes with a report. */
export function locked(of: ChainReport = report): LockEntry {
  return { ...pin(of, policy), evidenceRoot: null };
}

export function lockOf(...entries: readonly LockEntry[]): Lock {
  return { entries: new Map(entries.map((entry) => [entry.chain, entry])), locate: () => start };
}

/** What may differ from a gate at which everything is as expected. */
export type Situation = {
  readonly now?: ChainReport | { readonly unread: string };
  readonly entry?: Chain;
  readonly lock?: Lock;
  readonly lost?: readonly string[];
  readonly named?: boolean;
  readonly candidate?: Partial<Candidate>;
  readonly context?: Partial<GateContext>;
  readonly options?: Partial<GateOptions>;
};

/** The gate in a situation. */
export function gateIn({ now = report, entry = chain, lock = lockOf(locked()), lost = [], ...rest }: Situation = {}) {
  const { named = false, candidate = {}, context = {}, options = {} } = rest;
  const one: Candidate = { chain: entry, report: now, named, root: () => null, ...candidate };
  const shared = { policy, lock, lockFile: 'registry/credit.lock.yaml', day: today };
  return gate([one], lost, { ...shared, options: { ...lenient, ...options }, ...context });
}

/** What it finds of the chain. */
export function findingsIn(situation: Situation): readonly GateFinding[] {
  return gateIn(situation).chains.flatMap(({ findings }) => findings);
}

/** The kinds of what it finds, each once; those that do not fail in brackets. */
export function kindsIn(situation: Situation): readonly string[] {
  return [...new Set(findingsIn(situation).map(({ kind, fails }) => (fails ? kind : `(${kind})`)))];
}

export type { GateKind };
