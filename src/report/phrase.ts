import { duration } from '../model/duration.ts';
import type { BlockTrust, Doubt } from '../model/evidence.ts';
import { guarantees } from '../model/guarantee.ts';
import type { Guarantee } from '../model/guarantee.ts';
import type { ChainReport, EvidenceReport, FactReport, PowerReport, Weakest, WaiverReport } from '../model/report.ts';
import type { Credit } from '../model/verdict.ts';

/** When an act takes effect: `at once` or `after 7 d`. */
export function delay(seconds: number): string {
  return seconds === 0 ? 'at once' : `after ${duration(seconds)}`;
}

/** The window that is left to users. */
export function window(seconds: number | null): string {
  if (seconds === null) return 'no window known';
  if (seconds <= 0) return 'no window';
  return `${duration(seconds)} window`;
}

/** A level, or the interval `worst…best` where a deciding fact is unknown. */
export function creditText(credit: Credit): string {
  return credit.worst === credit.best ? credit.level : `${credit.worst}…${credit.best}`;
}

/** How many keys: `anyone`, `1 key`, `5 keys`; a lower bound where a part of it could not be established. */
export function keysText(weakest: Pick<Weakest, 'keys' | 'unresolved' | 'entities'>): string {
  if (weakest.keys === 0) return 'anyone';
  const { keys, entities } = weakest;
  const holders = entities === undefined ? '' : ` of ${entities} ${entities === 1 ? 'entity' : 'entities'}`;
  const text = `${keys} ${keys === 1 ? 'key' : 'keys'}${holders}`;
  return weakest.unresolved.length === 0 ? text : `as few as ${text}`;
}

/** What it takes to stop a power for good, by refusing to sign. */
export function blockingText(blocking: PowerReport['blocking']): string {
  if (blocking === undefined) return '';
  if (blocking === null) return 'nobody: it takes no key';
  if (blocking.size === 0) return 'not needed';
  const bound = blocking.exact ? '' : 'at least ';
  return `${bound}${blocking.size} ${blocking.size === 1 ? 'key' : 'keys'}`;
}

/** The smallest set of keys that could break the credit, and how fast: of the worst guarantee the fewest keys. */
export function weakestOf(
  chain: ChainReport,
  levels: readonly string[],
): { readonly guarantee: Guarantee; readonly weakest: Weakest } | null {
  const candidates = guarantees.flatMap((guarantee) => {
    const { weakest, worst } = chain.guarantees[guarantee];
    return weakest === null ? [] : [{ guarantee, weakest, level: levels.indexOf(worst) }];
  });
  const [first] = candidates.sort(
    (a, b) =>
      a.level - b.level ||
      a.weakest.keys - b.weakest.keys ||
      a.weakest.delaySeconds - b.weakest.delaySeconds ||
      guarantees.indexOf(a.guarantee) - guarantees.indexOf(b.guarantee),
  );
  return first === undefined ? null : { guarantee: first.guarantee, weakest: first.weakest };
}

/** The smallest set of keys that could break the credit and how fast, in a line; `-` where no power decides it. */
export function breakText(chain: ChainReport, levels: readonly string[]): string {
  const found = weakestOf(chain, levels);
  if (found === null) return chain.credit.worst === levels.at(-1) ? 'nobody' : '-';
  const { title, delaySeconds } = found.weakest;
  return `${keysText(found.weakest)}, ${delay(delaySeconds)}: ${title}`;
}

/** The day of a Unix time in seconds, in UTC. */
export function day(timestamp: number): string {
  return new Date(timestamp * 1000).toISOString().slice(0, 10);
}

/** How old the evidence is and how it was got: `3 d, read`. */
export function ageText(evidence: EvidenceReport): string {
  return `${evidence.ageDays} d, ${evidence.grade}`;
}

/** Where the evidence comes from, in a line. */
export function evidenceText(evidence: EvidenceReport): string {
  const { block, timestamp, grade, ageDays, source } = evidence;
  const age = `${ageDays} ${ageDays === 1 ? 'day' : 'days'} old`;
  return `${grade}, block ${block} of ${day(timestamp)}, ${age}, from ${source}`;
}

/** How the grades are spread, and on whose word the block stands; empty where there is nothing to add to the grade. */
export function trustText({ grades, blockTrust }: EvidenceReport): string {
  const spread = grades?.map(({ grade, reads }) => `${reads} ${grade}`).join(', ');
  const trust = blockTrust === undefined ? undefined : trusts[blockTrust];
  return [spread, trust].filter((part) => part !== undefined).join('; ');
}

const trusts: Readonly<Record<BlockTrust, string>> = {
  user: "the block's hash is the user's word",
  providers: "several providers agree on the block's hash",
  provider: "the block's hash is one provider's word",
};

/** What formats that name a rule for every finding name one about providers by. */
export const doubtRule = 'evidence/providers';

/** What providers do not agree on, or who of them takes no part. */
export function doubtText(doubt: Doubt): string {
  if (doubt.kind === 'dropped') return `${doubt.provider} (chain ${doubt.chainId}) takes no part: ${doubt.reason}`;
  const said = doubt.said.map(({ provider, answer }) => `${provider} says ${answer}`);
  return `providers disagree on ${doubt.id}: ${said.join(', ')}`;
}

/** A fact's value with its unit, or why it is unknown. */
export function factText(fact: FactReport): string {
  if ('unknown' in fact) return `unknown: ${fact.unknown}`;
  if (fact.type === 'seconds') return duration(Number(fact.value));
  return fact.type === 'wei' ? `${fact.value} wei` : String(fact.value);
}

/** One of the keys: its address, and its name where it has one of its own. */
export function memberText({ address, name }: Weakest['members'][number]): string {
  return name === 'key' ? address : `${address}  ${name}`;
}

/** Who answers for which rule, until when and why. */
export function waiverText({ rule, owner, reason, expires, expired }: WaiverReport): string {
  return `${rule}: ${owner} ${expired ? 'answered for it until' : 'answers for it until'} ${expires}: ${reason}`;
}

/** The EIP-155 chain id, for systems that have one. */
export function chainIdText({ chainId }: Pick<ChainReport, 'chainId'>): string {
  return chainId === null ? 'no chain id' : `chain id ${chainId}`;
}

/** What stands in the place of a weakest spot where nothing was read. */
export function undeterminedText(reason: string): string {
  return `undetermined: ${reason}`;
}
