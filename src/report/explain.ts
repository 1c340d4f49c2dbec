import type { Witness } from '../model/witness.ts';
import { escapeTerminal, mapStrings } from './escape.ts';
import { isVote } from './explain-mermaid.ts';
import { duration } from '../model/duration.ts';
import { blockingText, keysText, memberText, window } from './phrase.ts';

/** Longer lists of functions are cut: they are all in the JSON. */
const shownSelectors = 3;

/** Attacks as text: the steps, and the race against a user who leaves. */
export function explainText(witnesses: readonly Witness[]): string {
  if (witnesses.length === 0) return 'No set of keys can do this.\n';
  return `${witnesses.map((one) => section(mapStrings(one, escapeTerminal))).join('\n\n')}\n`;
}

function section(witness: Witness): string {
  const steps = [...witness.steps.map((step) => stepText(step, witness)), lastStep(witness)];
  return [
    `${keysText(witness)} can ${witness.title} (${witness.power})`,
    `  breaks    ${witness.breaks.join(', ') || 'no guarantee by itself'}`,
    `  effect    ${witness.effect}`,
    ...members(witness),
    ...steps.map((step, at) => `  ${at === 0 ? 'steps ' : '      '}${String(at + 1).padStart(2)}. ${step}`),
    ...raceLines(witness),
    ...(witness.blocking === undefined ? [] : [`  stopped   if they refuse: ${blockingText(witness.blocking)}`]),
    ...witness.vetoes.map((veto) => `  veto      ${veto} may stop it; in the worst case it does not`),
  ].join('\n');
}

function members({ members: keys, unresolved, electorates }: Witness): readonly string[] {
  return [
    ...keys.map((member) => `  key       ${memberText(member)}`),
    ...unresolved.map((reason) => `  key       not established: ${reason}`),
    ...electorates.map(({ address, name }) => `  vote      ${name} ${address}`),
  ];
}

function stepText(step: Witness['steps'][number], witness: Witness): string {
  const { members: keys, electorates, steps } = witness;
  const own = step.by.filter((id) => keys.some((key) => key.id === id)).length;
  const votes = electorates.filter(({ id }) => step.by.includes(id) && isVote(id, step, witness));
  const before = steps.filter(({ body }) => step.by.includes(body) && votes.every(({ id }) => id !== body));
  const open = step.by.length - own - votes.length - before.length;
  const by = [
    ...(own > 0 ? [own === 1 ? '1 of the keys' : `${own} of the keys`] : []),
    ...votes.map(({ name }) => `a vote of ${name}`),
    ...before.map(({ name, address }) => `${name} ${address}`),
    ...(open > 0 ? [`${open} not established`] : []),
  ];
  const quorum = step.quorum === undefined ? '' : ` (${step.quorum.k} of ${step.quorum.of})`;
  const waits = step.waitSeconds > 0 ? `, then waits ${duration(step.waitSeconds)}` : '';
  const acts = step.kind === 'safe-module' ? 'acts without signatures of the Safe' : 'acts';
  return `${step.name} ${step.address} ${acts} on the word of ${by.join(' and ') || 'anybody'}${quorum}${waits}`;
}

function lastStep({ on, selectors, title, waitSeconds }: Witness): string {
  const shown = selectors.slice(0, shownSelectors).join(', ');
  const more = selectors.length > shownSelectors ? `… (${selectors.length} functions)` : '';
  const call = selectors.length === 0 ? '' : ` through ${selectors.length === 1 ? '' : 'one of '}${shown}${more}`;
  const waits = waitSeconds > 0 ? `, and ${duration(waitSeconds)} later it holds` : '';
  return `${on} is called${call}: they ${title}${waits}`;
}

/** A table to check by hand: the sums, what is left of them, and each of their terms. */
function raceLines({ race }: Witness): readonly string[] {
  const cell = (text: string) => text.padEnd(22);
  return [
    `  race      ${cell('')}${cell('exit begun for good')}exit done`,
    `            ${cell(`attack ${duration(race.attackSeconds)}`)}${cell(time(race.startSeconds))}${time(race.finishSeconds)}`,
    `            ${cell('')}${cell(window(race.windowToStartSeconds))}${window(race.windowToFinishSeconds)}`,
    ...race.terms.map(
      (term) => `            ${cell(time(term.seconds))}${cell(term.phase)}${term.name}: ${term.source}`,
    ),
    ...(race.possible === true ? [] : [`            ${alone(race.possible)}`]),
  ];
}

function alone(possible: false | null): string {
  return possible === null ? 'It is not known whether a user alone can leave.' : 'A user alone cannot leave.';
}

function time(seconds: number | null): string {
  return seconds === null ? 'unknown' : duration(seconds);
}
