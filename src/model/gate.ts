import type { Cause, Value } from './change.ts';
import type { Location, Waiver } from './chain.ts';
import type { Guarantee } from './guarantee.ts';
import type { EvidenceReport } from './report.ts';
import type { Policy } from './rule.ts';
import type { Credit } from './verdict.ts';

/** Raised when a field of the document is renamed or removed; additions leave it. */
export const gateSchemaVersion = '1.0';

/** What the gate finds, and what each means. The order is that of reports. */
export const gateKinds = {
  'level-fell': 'A level is worse than the lock says.',
  undetermined: 'A verdict that was certain has become an interval: a deciding fact is unknown.',
  'level-rose': 'A level is better than the lock says.',
  'rule-broken': 'A rule that held when the lock was written no longer holds, though no level changed.',
  'new-power': 'Somebody has a power over a guarantee that the lock does not know.',
  'new-holders': 'Other keys or bodies than those of the lock can take part in a power.',
  'new-contract': 'The chain is made of other contracts than the lock knows.',
  'new-code': 'A contract runs other code than the lock knows.',
  'weaker-coalition': 'Fewer keys can break a guarantee, or they are faster, within the level.',
  'fact-changed': 'A fact changed that moved no level.',
  'power-gone': 'A power that the lock knows is gone.',
  'other-policy': 'The lock was written under another policy.',
  'stale-evidence': 'The evidence is older than allowed.',
  'expired-claim': 'What somebody attested counts no longer.',
  'expired-waiver': 'Nobody answers for a finding any more.',
  'idle-waiver': 'A waiver stands for a rule that holds, or that the policy does not have.',
  'providers-differ': 'Providers do not agree on the evidence, or one of them took no part.',
  'no-lock': 'A chain of the registry is not in the lock.',
  'no-entry': 'A chain of the lock is not in the registry.',
  'no-evidence': 'The chain could not be audited.',
} as const satisfies Record<string, string>;

export type GateKind = keyof typeof gateKinds;

/** One thing that differs from what the team relies on. */
export type GateFinding = {
  readonly kind: GateKind;
  /** Whether it makes the gate fail; otherwise it is only told. */
  readonly fails: boolean;
  readonly guarantee: Guarantee | null;
  /** What it is about: a power, a contract, a claim, a rule. Empty where it is the chain. */
  readonly subject: string;
  /** What changed, as a sentence. */
  readonly what: string;
  readonly from: Value;
  readonly to: Value;
  readonly causes: readonly Cause[];
  /** What to do, as a sentence. */
  readonly advice: string;
  /** In the registry, or in the lock where the registry has no such chain. */
  readonly location: Location;
};

/** A waiver as the gate sees it. */
export type GateWaiver = Waiver & {
  readonly expired: boolean;
  /** Whether the rule fails or is open at present, so that there is something to answer for. */
  readonly needed: boolean;
  readonly location: Location;
};

export type GateChain = {
  readonly id: string;
  readonly name: string;
  readonly location: Location;
  /** As it is now; null where it was not audited. */
  readonly credit: Credit | null;
  /** As the lock has it; null where it has none. */
  readonly locked: Credit | null;
  readonly evidence: Pick<EvidenceReport, 'block' | 'timestamp' | 'ageDays' | 'grade' | 'source'> | null;
  readonly waivers: readonly GateWaiver[];
  readonly findings: readonly GateFinding[];
};

/** What `fullfaith check` found: plain JSON data, times in seconds. */
export type GateReport = {
  readonly schemaVersion: typeof gateSchemaVersion;
  readonly policy: Pick<Policy, 'id' | 'title' | 'version' | 'levels'>;
  /** The lock file. */
  readonly lock: string;
  readonly outcome: GateOutcome;
  /** Sorted by id. */
  readonly chains: readonly GateChain[];
};

/** `unread`: nothing failed, but not every chain could be audited. */
export type GateOutcome = 'passed' | 'failed' | 'unread';

/** What all findings together come to. Something that certainly failed counts before something that nobody could see. */
export function gateOutcome(chains: readonly Pick<GateChain, 'findings'>[]): GateOutcome {
  const failing = chains.flatMap(({ findings }) => findings.filter(({ fails }) => fails));
  if (failing.some(({ kind }) => kind !== 'no-evidence')) return 'failed';
  return failing.length > 0 ? 'unread' : 'passed';
}
