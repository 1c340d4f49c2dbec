import { none } from '../../model/change.ts';
import type { ChainDiff, NamedBody } from '../../model/diff.ts';
import type { Guarantee } from '../../model/guarantee.ts';
import type { Weakest } from '../../model/report.ts';
import type { Credit } from '../../model/verdict.ts';
import { causeText, changeText } from '../change-text.ts';
import { creditText, delay, keysText, window } from '../phrase.ts';

/** What differs of one kind, most important first. The texts must be escaped already, the lines are not marked up. */
export type Section = { readonly title: string; readonly lines: readonly Line[] };
/** A line with what belongs under it. */
export type Line = { readonly text: string; readonly under: readonly string[] };

/** Everything that differs in a chain; sections without lines are left out. */
export function sectionsOf(diff: ChainDiff): readonly Section[] {
  const sections = [
    { title: 'What it means', lines: diff.meaning.map((one) => line(moveText(one), one.causes.map(causeText))) },
    { title: 'Weakest coalitions', lines: diff.weakest.map((one) => line(weakestText(one))) },
    { title: 'Powers', lines: diff.powers.map(powerLine) },
    { title: 'Facts', lines: diff.facts.map((fact) => line(`${fact.name}: ${changeText(fact)}`)) },
    { title: 'Bodies', lines: diff.bodies.map(bodyLine) },
    { title: 'Contracts and code', lines: diff.code.map(codeLine) },
    { title: 'Rules', lines: diff.findings.map((one) => line(findingText(one))) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function line(text: string, under: readonly string[] = []): Line {
  return { text, under };
}

function moveText({ guarantee, from, to }: ChainDiff['meaning'][number]): string {
  return `${guarantee ?? 'the credit'}: ${level(from)} → ${level(to)}`;
}

function level(credit: Credit | null): string {
  return credit === null ? 'none' : creditText(credit);
}

function weakestText({
  guarantee,
  from,
  to,
}: {
  guarantee: Guarantee;
  from: Weakest | null;
  to: Weakest | null;
}): string {
  const text = (one: Weakest | null) =>
    one === null
      ? 'nobody'
      : `${keysText(one)} ${delay(one.delaySeconds)}, ${window(one.windowSeconds)} (${one.title})`;
  const [before, after] = [text(from), text(to)];
  return before === after ? `${guarantee}: other keys, ${after}` : `${guarantee}: ${before} → ${after}`;
}

function powerLine({ id, title, breaks, change, from, to, joined, left }: ChainDiff['powers'][number]): Line {
  const sides = change === 'appeared' ? { from: none, to } : change === 'vanished' ? { from, to: none } : { from, to };
  const text = `${change}: ${title} (${id}; ${breaks.join(', ')}): ${changeText(sides)}`;
  return line(text, change === 'changed' ? [...people('joined', joined), ...people('left', left)] : []);
}

function bodyLine({ name, address, joined, left, parameters }: ChainDiff['bodies'][number]): Line {
  const settings = parameters.map((one) => `${one.name}: ${changeText(one)}`);
  return line(`${name} ${address}`, [...settings, ...people('joined', joined), ...people('left', left)]);
}

function people(what: string, bodies: readonly NamedBody[]): readonly string[] {
  return bodies.map(({ name, address }) => `${what}: ${name} ${address}`);
}

function codeLine({ subject, address, from, to }: ChainDiff['code'][number]): Line {
  if (from.length === 0) return line(`new: ${subject} ${address}`);
  if (to.length === 0) return line(`gone: ${subject} ${address}`);
  const [gone, fresh] = [from.filter((hash) => !to.includes(hash)), to.filter((hash) => !from.includes(hash))];
  return line(`other code: ${subject} ${address}`, [
    ...gone.map((hash) => `was ${hash}`),
    ...fresh.map((hash) => `is ${hash}`),
  ]);
}

function findingText({ rule, power, message, from, to }: ChainDiff['findings'][number]): string {
  const subject = power === null ? rule : `${rule} (${power})`;
  return `${subject}: ${from ?? 'not asked'} → ${to ?? 'not asked'}${to === 'pass' || to === null ? '' : `: ${message}`}`;
}
