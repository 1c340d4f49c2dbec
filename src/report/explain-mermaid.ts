import type { Witness } from '../model/witness.ts';
import { duration } from './phrase.ts';

/** Attacks as a Mermaid flowchart: keys on the left, what breaks on the right. */
export function explainMermaid(witnesses: readonly Witness[]): string {
  const lines = new Set<string>();
  for (const witness of witnesses) for (const line of linesOf(witness)) lines.add(line);
  return `flowchart LR\n${[...lines].map((line) => `  ${line}\n`).join('')}`;
}

function linesOf(witness: Witness): readonly string[] {
  const keys = witness.members.map(({ id, address }) => `${node(id)}(["key ${label(address)}"])`);
  const open = witness.unresolved.map((reason) => `${node(reason)}{{"not established: ${label(reason)}"}}`);
  const steps = witness.steps.flatMap((step) => [
    `${node(step.body)}["${label(`${step.name} ${step.address}`)}"]`,
    ...step.by.map((from) => `${node(from)} --> ${node(step.body)}`),
  ]);
  const last = witness.steps.at(-1);
  const from = last === undefined ? witness.members.map(({ id }) => id) : [last.body];
  const attack = `${node(witness.power)}[["${label(witness.title)}"]]`;
  const wait = duration(witness.race.attackSeconds);
  return [...keys, ...open, ...steps, attack, ...from.map((id) => `${node(id)} -->|${wait}| ${node(witness.power)}`)];
}

/** A name that Mermaid takes: letters and digits only. */
function node(id: string): string {
  return `n${[...id].map((char) => (/[a-zA-Z0-9]/.test(char) ? char : `_${char.charCodeAt(0).toString(16)}`)).join('')}`;
}

/** Text inside quotes: Mermaid reads HTML entities by their number. */
function label(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:/()’“”-]/gu, (char) => `#${char.codePointAt(0)};`);
}
