import type { Hex } from 'viem';
import type { EvidenceReader } from '../evidence/reader.ts';
import { type Chain, hasExpired } from '../model/chain.ts';
import { grades, type Doubt, type Grade } from '../model/evidence.ts';
import type { Facts, FactValue } from '../model/fact.ts';
import { guarantees } from '../model/guarantee.ts';
import type { Observation } from '../model/observation.ts';
import type { ExitTerm } from '../model/power.ts';
import type { ChainReport, EvidenceReport, ExitReport, FactReport, PowerReport } from '../model/report.ts';
import type { DimensionFinding, Finding } from '../model/rule.ts';
import { type FactName, vocabulary } from '../model/vocabulary.ts';
import type { Assessment } from '../stacks/stack.ts';
import type { Credits } from './judge.ts';
import { dayOf } from './current-claims.ts';
import { placing } from './finding-place.ts';
import type { PowerAnalysis, Setting } from './power-analysis.ts';
import { unresolvedReason, weakestOf, windowOf } from './weakest.ts';

/** Everything that an audit found out about one chain. */
export type Audited = {
  readonly chain: Chain;
  readonly reader: EvidenceReader;
  readonly now: bigint;
  readonly assessment: Assessment;
  readonly setting: Setting;
  readonly powers: readonly PowerAnalysis[];
  readonly facts: Facts;
  readonly findings: readonly Finding[];
  readonly credits: Credits;
  readonly dimensions: readonly DimensionFinding[];
  readonly contracts: ChainReport['contracts'];
  readonly code: ChainReport['code'];
  readonly reads: readonly { readonly id: string; readonly failed: string | null }[];
  readonly grades: readonly Grade[];
  readonly doubts: readonly Doubt[];
};

/** The report of one chain, as plain data. */
export function chainReport(audited: Audited): ChainReport {
  const { chain, assessment, setting, powers, credits } = audited;
  return {
    id: chain.id,
    name: chain.name,
    chainId: chain.chainId,
    stack: chain.stack,
    archived: chain.archived,
    location: chain.location,
    credit: credits.whole,
    guarantees: Object.fromEntries(
      guarantees.map((one) => [one, { ...credits.guarantees[one], weakest: weakestOf(one, powers, setting) }]),
    ) as ChainReport['guarantees'],
    facts: factReports(audited.facts),
    dimensions: audited.dimensions,
    powers: powers.map((one) => powerReport(one, setting)),
    exit: exitReport(audited),
    bodies: [...setting.bodies.values()],
    contracts: audited.contracts,
    code: audited.code,
    notes: assessment.notes,
    findings: audited.findings.map(placing(chain, powers)),
    waivers: chain.waivers.map((waiver) => ({ ...waiver, expired: hasExpired(waiver, dayOf(audited.now)) })),
    evidence: evidenceReport(audited),
  };
}

function factReports(facts: Facts): Record<string, FactReport> {
  const names = (Object.keys(vocabulary) as FactName[]).filter((name) => facts[name] !== undefined);
  return Object.fromEntries(
    names.sort().map((name) => [name, factReport(name, facts[name] as Observation<FactValue>)]),
  );
}

function factReport(name: FactName, fact: Observation<FactValue>): FactReport {
  const shared = { type: vocabulary[name].type.kind, evidence: fact.evidence };
  if (fact.status === 'unknown') return { ...shared, unknown: fact.reason };
  return { ...shared, value: typeof fact.value === 'bigint' ? fact.value.toString() : fact.value };
}

function powerReport({ power, frontier, entities, blocking }: PowerAnalysis, setting: Setting): PowerReport {
  const keys = [...new Set(frontier.flatMap((coalition) => coalition.keys))];
  return {
    id: power.id,
    title: power.title,
    effect: power.effect,
    breaks: power.breaks,
    on: power.on,
    selectors: power.selectors,
    lastsSeconds: power.lasts === 'unbounded' ? null : power.lasts,
    authority: power.authority,
    vetoes: power.vetoes,
    frontier: frontier.map((coalition, at) => {
      const count = entities[at];
      const organisations = count === undefined ? {} : { entities: count };
      return { ...coalition, ...organisations, windowSeconds: windowOf(coalition, setting) };
    }),
    blocking,
    unresolved: [...new Set(keys.flatMap((key) => unresolvedReason(key, setting.bodies) ?? []))].sort(),
    evidence: power.because,
  };
}

function exitReport({ assessment, setting }: Audited): ExitReport {
  const term = (phase: 'start' | 'finish') => (one: ExitTerm) => ({
    name: one.name,
    phase,
    seconds: valueOf(one.seconds),
    source: one.source,
    ...(one.seconds.status === 'unknown' && { unknown: one.seconds.reason }),
  });
  return {
    possible: valueOf(setting.exit.possible),
    startSeconds: valueOf(setting.exit.start),
    finishSeconds: valueOf(setting.exit.finish),
    terms: [...assessment.exit.start.map(term('start')), ...assessment.exit.finish.map(term('finish'))],
  };
}

function evidenceReport({ reader, now, reads, grades: given, doubts }: Audited): EvidenceReport {
  const { number, hash, timestamp } = reader.block;
  const counts = grades
    .map((grade) => ({ grade, reads: given.filter((one) => one === grade).length }))
    .filter(({ reads: count }) => count > 0);
  return {
    block: Number(number),
    blockHash: hash satisfies Hex,
    timestamp: Number(timestamp),
    source: reader.source,
    grade: counts.at(-1)?.grade ?? reader.grade,
    ...(counts.length > 1 && { grades: counts }),
    ...(reader.blockTrust !== undefined && { blockTrust: reader.blockTrust }),
    ageDays: Math.max(0, Math.floor(Number(now - timestamp) / 86_400)),
    reads: reads.length,
    failed: reads.flatMap(({ id, failed }) => (failed === null ? [] : [{ id, reason: failed }])),
    ...(doubts.length > 0 && { doubts }),
  };
}

function valueOf<T>(observation: Observation<T>): T | null {
  return observation.status === 'known' ? observation.value : null;
}
