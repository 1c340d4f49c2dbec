import { join } from 'node:path';
import { commitAudit, type CommittedAudit, dayOf, findingName } from '../audit/index.ts';
import type { Inclusion, LeafKind } from '../evidence/commitment.ts';
import { serialiseInclusion } from '../evidence/inclusion-file.ts';
import { FullfaithError } from '../model/error.ts';
import { guarantees } from '../model/guarantee.ts';
import { didYouMean } from '../registry/suggest.ts';
import { writeWhole } from '../registry/write-whole.ts';
import { loadPolicy } from '../rules/load-policy.ts';
import { loadChains } from './chains.ts';
import type { Invocation } from './command.ts';
import { openRecording } from './evidence-source.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { placesOf } from './places.ts';
import { auditTime } from './surroundings.ts';

/** `prove`: shows that an audit came to a conclusion, to whoever knows the audit's root. */
export async function runProve({ words, options, surroundings }: Invocation): Promise<ExitCode> {
  const [id = '', subject = ''] = words;
  const places = placesOf(options, surroundings);
  const [policy, chains] = await Promise.all([loadPolicy(places.policy), loadChains(places.registry, [id])]);
  const [chain] = chains;
  if (chain === undefined) throw new Error(`no chain ${id}`);
  const recording = await openRecording(chain, places);
  const audit = await commitAudit({ recording, chain, policy, day: dayOf(auditTime(surroundings)) });
  const inclusion = inclusionOf(subject, audit);
  const text = serialiseInclusion(inclusion);
  if (options.out === undefined) surroundings.stdout.write(text);
  else surroundings.stderr.write(`Written: ${await write(options.out, id, { subject, text })}\n`);
  return exitCodes.expected;
}

type Named = readonly [kind: LeafKind, name: string];

/** What may be proved of an audit, by what the user calls it. A fact, a finding and a verdict have names of different forms. */
function subjectsOf({ report }: CommittedAudit): ReadonlyMap<string, Named> {
  const { id, facts, findings } = report;
  const under = (kind: LeafKind, names: readonly string[]) =>
    names.map((name): [string, Named] => [name, [kind, `${id}/${name}`]]);
  return new Map([
    ['credit', ['verdict', id]],
    ...under('verdict', guarantees),
    ...under('fact', Object.keys(facts)),
    ...under('finding', findings.map(findingName)),
  ]);
}

function inclusionOf(subject: string, audit: CommittedAudit): Inclusion {
  const subjects = subjectsOf(audit);
  const leaf = subjects.get(subject);
  const inclusion = leaf === undefined ? undefined : audit.commitment.prove(...leaf);
  if (inclusion !== undefined) return inclusion;
  const names = [...subjects.keys()];
  const powers = names.filter((name) => name.startsWith(`${subject}:`));
  const { id } = audit.report;
  if (powers.length > 0) {
    const message = `${id} has a finding ${subject} for each of ${powers.length} powers.`;
    throw new FullfaithError('input', message, `Name one: ${powers.join(', ')}.`);
  }
  const message = `${id} has no fact or finding ${JSON.stringify(subject)}.${didYouMean(subject, names)}`;
  const { facts, findings } = audit.report;
  const rules = findings.map(({ rule, power }) => (power === undefined ? rule : `${rule}:<power>`));
  const help = [
    `Verdicts: credit, ${guarantees.join(', ')}.`,
    `Facts: ${Object.keys(facts).join(', ') || 'none'}.`,
    `Findings: ${[...new Set(rules)].join(', ') || 'none'}.`,
  ];
  throw new FullfaithError('input', message, help.join('\n'));
}

/** Names of rules and powers hold no character that a file's name cannot, but for `/` and `:`. */
async function write(
  folder: string,
  id: string,
  { subject, text }: { readonly subject: string; readonly text: string },
): Promise<string> {
  const file = join(folder, `${id}.${subject.replace(/[^a-z0-9.-]/gi, '-')}.proof.json`);
  await writeWhole(file, text).catch((error: NodeJS.ErrnoException) => {
    const message = `${file} cannot be written (${error.code ?? error.message}).`;
    throw new FullfaithError('input', message, 'Choose another --out.');
  });
  return file;
}
