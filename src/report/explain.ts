import type { Witness } from '../model/witness.ts';
import { escapeTerminal, mapStrings } from './escape.ts';
import { duration, keysText, window } from './phrase.ts';

/** Attacks as text: the steps, and the race against a user who leaves. */
export function explainText(witnesses: readonly Witness[]): string {
  if (witnesses.length === 0) return 'No set of keys can do this.\n';
  return `${witnesses.map((one) => section(mapStrings(one, escapeTerminal))).join('\n\n')}\n`;
}

function section(witness: Witness): string {
  const { race } = witness;
  return [
    `${keysText(witness)} can ${witness.title} (${witness.power})`,
    `  breaks   ${witness.breaks.join(', ') || 'no guarantee by itself'}`,
    `  effect   ${witness.effect}`,
    ...members(witness),
    ...witness.steps.map((step, at) => `  ${String(at + 1).padStart(2)}. ${stepText(step, witness)}`),
    `  ${String(witness.steps.length + 1).padStart(2)}. ${lastStep(witness)}`,
    '  race     attack      exit begun for good      exit done',
    `           ${duration(race.attackSeconds).padEnd(12)}${time(race.startSeconds).padEnd(25)}${time(race.finishSeconds)}`,
    `           window      ${window(race.windowToStartSeconds).padEnd(25)}${window(race.windowToFinishSeconds)}`,
    ...race.terms.map(
      (term) => `           ${term.phase.padEnd(8)}${term.name}: ${time(term.seconds)} (${term.source})`,
    ),
    ...(race.possible === true ? [] : ['           a user alone cannot leave, or it is not known']),
    ...witness.vetoes.map((veto) => `  veto     ${veto} may stop it; in the worst case it does not`),
  ].join('\n');
}

function members({ members: keys, unresolved }: Witness): readonly string[] {
  return [
    ...keys.map(({ address, name }) => `  key      ${address}  ${name}`),
    ...unresolved.map((reason) => `  key      not established: ${reason}`),
  ];
}

function stepText(step: Witness['steps'][number], { members: keys }: Witness): string {
  const own = step.by.filter((id) => keys.some((key) => key.id === id)).length;
  const others = step.by.length - own;
  const by = [own > 0 ? `${own} of the keys` : '', others > 0 ? `${others} of the bodies above` : ''].filter(
    (text) => text !== '',
  );
  const quorum = step.quorum === undefined ? '' : ` (${step.quorum.k} of ${step.quorum.of})`;
  const waits = step.waitSeconds > 0 ? `, then waits ${duration(step.waitSeconds)}` : '';
  const acts =
    step.kind === 'safe-module' ? 'acts without signatures of the Safe, on the word of' : 'acts on the word of';
  return `${step.name} ${step.address} ${acts} ${by.join(' and ') || 'anybody'}${quorum}${waits}`;
}

function lastStep({ on, selectors, title }: Witness): string {
  const call = selectors.length === 0 ? '' : ` through ${selectors.join(' or ')}`;
  return `${on} is called${call}: they ${title}`;
}

function time(seconds: number | null): string {
  return seconds === null ? 'unknown' : duration(seconds);
}
