import type { Witness } from '../model/witness.ts';
import { escapeTerminal, mapStrings } from './escape.ts';
import { mermaidLabel, mermaidName } from './mermaid.ts';
import { duration } from '../model/duration.ts';
import { delay } from './phrase.ts';

type Step = Witness['steps'][number];

/** Attacks as a Mermaid flowchart: keys on the left, what breaks on the right. What several attacks share is drawn once. */
export function explainMermaid(witnesses: readonly Witness[]): string {
  const lines = new Set(witnesses.flatMap((witness) => linesOf(mapStrings(witness, escapeTerminal))));
  return `flowchart LR\n${[...lines].map((line) => `  ${line}\n`).join('')}`;
}

function linesOf(witness: Witness): readonly string[] {
  const { members, electorates, steps, unresolved, race } = witness;
  const attack = mermaidName(`power ${witness.power}`);
  const last = steps.at(-1);
  const direct = last === undefined ? [...members, ...electorates].map(({ id }) => actor(id, null, witness)) : [];
  const open = last === undefined ? unresolved.map((reason) => mermaidName(`open ${reason}`)) : [];
  const actors = last === undefined ? [...direct, ...open] : [mermaidName(last.body)];
  return [
    ...members.map(({ id, address }) => `${mermaidName(id)}(["${mermaidLabel('key', address)}"])`),
    ...electorates.map(({ id, name }) => `${mermaidName(`vote ${id}`)}(["${mermaidLabel('vote of', name)}"])`),
    ...unresolved.map((reason) => `${mermaidName(`open ${reason}`)}{{"${mermaidLabel('not established', reason)}"}}`),
    ...steps.flatMap((step) => [
      `${mermaidName(step.body)}["${mermaidLabel(...stepLabel(step))}"]`,
      ...sources(step, witness).map((from) => `${from} --> ${mermaidName(step.body)}`),
    ]),
    `${attack}[["${mermaidLabel(witness.title, `breaks ${witness.breaks.join(', ') || 'nothing by itself'}`)}"]]`,
    ...actors.map((from) => `${from} -->|${delay(race.attackSeconds)}| ${attack}`),
  ];
}

/** A token vote is drawn beside the contract that counts it. */
function actor(id: string, step: Step | null, witness: Witness): string {
  return mermaidName(isVote(id, step, witness) ? `vote ${id}` : id);
}

/** Whether a step (or the power itself) rests on a token vote, and not on the contract that counted it in an earlier step. */
export function isVote(id: string, step: Pick<Step, 'body'> | null, { electorates, steps }: Witness): boolean {
  return electorates.some((vote) => vote.id === id) && (step?.body === id || steps.every(({ body }) => body !== id));
}

/** Whose word a step acts on; who is nobody of the witness was not established. */
function sources(step: Step, witness: Witness): readonly string[] {
  const { by } = step;
  const known = [...witness.members, ...witness.electorates].map(({ id }) => id);
  const drawn = new Set([...known, ...witness.steps.map(({ body }) => body)]);
  const open = by.every((id) => drawn.has(id)) ? [] : witness.unresolved.map((reason) => mermaidName(`open ${reason}`));
  return [...by.filter((id) => drawn.has(id)).map((id) => actor(id, step, witness)), ...open];
}

function stepLabel({ name, address, quorum, waitSeconds }: Step): readonly string[] {
  return [
    name,
    address,
    ...(quorum === undefined ? [] : [`${quorum.k} of ${quorum.of} sign`]),
    ...(waitSeconds > 0 ? [`waits ${duration(waitSeconds)}`] : []),
  ];
}
