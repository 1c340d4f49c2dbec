import type { Hex } from 'viem';
import { none, text, type Value } from '../model/change.ts';
import type { Chain } from '../model/chain.ts';
import type { ChainDiff } from '../model/diff.ts';
import { type GateChain, type GateFinding, gateOutcome, type GateReport, gateSchemaVersion } from '../model/gate.ts';
import type { ChainReport } from '../model/report.ts';
import type { Policy } from '../model/rule.ts';
import type { Lock, LockEntry } from '../registry/lock.ts';
import { locate } from '../registry/place.ts';
import { changeFindings } from './change-findings.ts';
import type { Comparison, GateOptions } from './comparison.ts';
import { entryChanges } from './entry-changes.ts';
import { expiredClaims, waiverFindings, waiversOf } from './expiry.ts';
import { levelFindings } from './level-findings.ts';
import { pin, type Pin } from './pin.ts';

/** One chain at the gate. `report` is its audit, or the reason why there is none: no evidence, or no stack that judges it. */
export type Candidate = {
  readonly chain: Chain;
  readonly report: ChainReport | { readonly unread: string; readonly unjudged?: true };
  /** Whether the user asked for this chain and not just for all. */
  readonly named: boolean;
  /** The root of the recording that was audited; null for a node. Asked for only where it matters. */
  root(): Hex | null;
  /** The difference to an audit of the evidence that the lock was written from, where somebody has it. */
  readonly details?: ChainDiff | null;
};

/** What all chains are held against. */
export type GateContext = {
  readonly policy: Policy;
  /** What is relied on; empty where there is no lock file yet. */
  readonly lock: Lock;
  /** As messages call it. */
  readonly lockFile: string;
  readonly options: GateOptions;
  /** `YYYY-MM-DD` */
  readonly day: string;
};

/**
 * Holds what is against what is relied on. `lost` are the chains of the lock that the registry does not have, as far as they
 * were asked for.
 */
export function gate(candidates: readonly Candidate[], lost: readonly string[], context: GateContext): GateReport {
  const { id, title, version, levels } = context.policy;
  const chains = [
    ...candidates.map((candidate) => gateChain(candidate, context)),
    ...lost.map((chain) => lostChain(chain, context)),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    schemaVersion: gateSchemaVersion,
    policy: { id, title, version, levels },
    lock: context.lockFile,
    outcome: gateOutcome(chains),
    chains,
  };
}

function gateChain(candidate: Candidate, context: GateContext): GateChain {
  const { chain, report } = candidate;
  const { lock, day, policy } = context;
  const audited = 'unread' in report ? null : report;
  const locked = lock.entries.get(chain.id) ?? null;
  const waivers = waiversOf(chain, audited, day);
  return {
    id: chain.id,
    name: chain.name,
    location: chain.location,
    credit: audited === null ? null : audited.credit,
    locked: locked === null ? null : locked.credit,
    evidence: audited === null ? null : evidenceOf(audited),
    waivers,
    findings: [
      ...('unread' in report
        ? [unreadFinding(candidate, report, locked !== null)]
        : verdictFindings(candidate, report, context)),
      ...(audited === null ? [] : [...staleFindings(chain, audited, context), ...doubtFindings(chain, audited)]),
      ...expiredClaims(chain, day),
      ...waiverFindings(waivers, policy),
    ],
  };
}

function verdictFindings(candidate: Candidate, report: ChainReport, context: GateContext): readonly GateFinding[] {
  const { chain, details = null } = candidate;
  const { policy, lock, options } = context;
  const after = pin(report, policy);
  const before = lock.entries.get(chain.id);
  if (before === undefined) return [noLockFinding(chain, after, context)];
  if (before.policy !== policy.id) return [otherPolicyFinding(chain, before, policy)];
  const ladder = policy.levels.map(({ id }) => id);
  const root = () => candidate.root();
  const shared = { chain, before, after, root, options, details, report, policy, ladder, broken: before.broken };
  const comparison: Comparison = { ...shared, ...entryChanges(before, after) };
  const levels = levelFindings(comparison);
  return [...levels, ...changeFindings(comparison, levels)];
}

type Bare = Pick<GateFinding, 'kind' | 'what' | 'advice' | 'location'> & Partial<GateFinding>;

function failure(bare: Bare): GateFinding {
  return { fails: true, guarantee: null, subject: '', from: none, to: none, causes: [], ...bare };
}

// A chain that nobody relies on and nobody asked for may be without evidence.
function unreadFinding(
  { chain, named }: Candidate,
  { unread, unjudged }: { readonly unread: string; readonly unjudged?: true },
  isLocked: boolean,
): GateFinding {
  const advice = unjudged
    ? `Nothing can be pinned of it, with any evidence: leave it out of the check${isLocked ? ', and its entry out of the lock' : ''}.`
    : `Record it with \`fullfaith record ${chain.id} --rpc-url <url>\`, or read from another node.`;
  const what = unjudged ? `${chain.name} is listed and not assessed: ${unread}.` : unread;
  const location = locate(chain, 'id');
  return failure({ kind: 'no-evidence', fails: named || isLocked, what, advice, location });
}

function noLockFinding(chain: Chain, { credit }: Pin, { lockFile }: GateContext): GateFinding {
  const what = `${chain.name} is in the registry, but ${lockFile} does not say what is relied on.`;
  const advice = `Write it with \`fullfaith check ${chain.id} --update\` and have it reviewed.`;
  return failure({ kind: 'no-lock', what, advice, to: level(credit), location: locate(chain, 'id') });
}

function otherPolicyFinding(chain: Chain, before: LockEntry, policy: Policy): GateFinding {
  const what = `The lock was written under the policy ${before.policy}, whose levels are others.`;
  const advice = `Check with --policy ${before.policy}, or keep a lock for each policy with --lock <file>.`;
  const [from, to] = [text(before.policy), text(policy.id)];
  return failure({ kind: 'other-policy', what, advice, from, to, location: locate(chain, 'id') });
}

function staleFindings(chain: Chain, { evidence }: ChainReport, { options }: GateContext): readonly GateFinding[] {
  const { maxAgeDays } = options;
  if (maxAgeDays === null || evidence.ageDays <= maxAgeDays) return [];
  const what = `The evidence is ${evidence.ageDays} days old; ${maxAgeDays} are allowed.`;
  const advice = `Read it anew: \`fullfaith record ${chain.id} --rpc-url <url>\`.`;
  const [from, to] = [text(`at most ${maxAgeDays} d`), text(`${evidence.ageDays} d`)];
  return [failure({ kind: 'stale-evidence', what, advice, from, to, location: locate(chain, 'id') })];
}

// What they disagree on is unknown, and fails by the levels that it moves.
function doubtFindings(chain: Chain, { evidence }: ChainReport): readonly GateFinding[] {
  return (evidence.doubts ?? []).map((doubt) => {
    const subject = doubt.kind === 'dropped' ? doubt.provider : doubt.id;
    const what =
      doubt.kind === 'dropped'
        ? `${doubt.provider} takes no part: ${doubt.reason}.`
        : `Providers disagree: ${doubt.said.map(({ provider, answer }) => `${provider} says ${answer}`).join(', ')}.`;
    const advice = 'Find out which provider is wrong, and leave it out.';
    return failure({ kind: 'providers-differ', fails: false, subject, what, advice, location: locate(chain, 'id') });
  });
}

function lostChain(id: string, { lock, lockFile }: GateContext): GateChain {
  const location = lock.locate(id);
  const locked = lock.entries.get(id)?.credit ?? null;
  const what = `${lockFile} relies on ${id}, but the registry has no such chain.`;
  const advice = 'Take the entry back, or drop it from the lock with `fullfaith check --update`.';
  const from = locked === null ? none : level(locked);
  const findings = [failure({ kind: 'no-entry', what, advice, from, location })];
  return { id, name: id, location, credit: null, locked, evidence: null, waivers: [], findings };
}

function level({ level: name, best, worst }: LockEntry['credit']): Value {
  return { kind: 'credit', level: name, best, worst };
}

function evidenceOf({ evidence }: ChainReport): GateChain['evidence'] {
  const { block, timestamp, ageDays, grade, source } = evidence;
  return { block, timestamp, ageDays, grade, source };
}
