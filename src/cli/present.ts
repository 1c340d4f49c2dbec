import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FullfaithError } from '../model/error.ts';
import { writeWhole } from '../registry/write-whole.ts';
import type { DocumentReporter } from '../report/reporter.ts';
import type { Options } from './command.ts';
import { wantsColour } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** How a document leaves the program; `name` is the files' without extension. The first of `all` is for people. */
export type Presentation<Document> = {
  readonly all: readonly DocumentReporter<Document>[];
  readonly chosen: readonly DocumentReporter<Document>[];
  readonly folder: string | undefined;
  readonly name: string;
};

/** What the options ask for. Throws a `FullfaithError` for what cannot be, before any work is done. */
export function presentationOf<Document>(
  options: Options,
  all: readonly DocumentReporter<Document>[],
  name: string,
): Presentation<Document> {
  const { json, format, out } = options;
  if (json && format !== undefined) {
    throw new FullfaithError('input', '--json and --format exclude each other.', 'Leave one of them out.');
  }
  const otherwise = out === undefined ? ['terminal'] : ['markdown', 'json'];
  const asked = json ? ['json'] : (format?.flatMap((names) => names.split(',')) ?? otherwise);
  const chosen = [...new Set(asked.map((one) => reporterNamed(one, all)))];
  if (out === undefined && chosen.length > 1) {
    const names = chosen.map((one) => one.format).join(', ');
    throw new FullfaithError('input', `Only one of ${names} fits on stdout.`, 'Add --out <dir>.');
  }
  return { all, chosen, folder: out, name };
}

/** Renders everything, then writes: files and a text for people, or the one format on stdout. */
export async function present<Document>(
  document: Document,
  { all, chosen, folder, name }: Presentation<Document>,
  { stdout, stderr, env }: Surroundings,
): Promise<void> {
  const forPeople = {
    colour: wantsColour(stdout, env),
    ...(stdout.columns === undefined ? {} : { width: stdout.columns }),
  };
  if (folder === undefined) {
    for (const reporter of chosen) stdout.write(reporter.render(document, forPeople));
    return;
  }
  const texts = chosen.map((reporter) => ({
    file: join(folder, `${name}.${reporter.fileExtension}`),
    text: reporter.render(document),
  }));
  for (const { file, text } of texts) await write(file, text);
  stdout.write(all[0]?.render(document, forPeople) ?? '');
  stderr.write(`Written: ${texts.map(({ file }) => file).join(', ')}\n`);
}

/** Adds Markdown to the summary of a GitHub job, where one is running. */
export async function addJobSummary(markdown: string, { env }: Surroundings): Promise<void> {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file !== undefined && file !== '') await appendFile(file, markdown);
}

function reporterNamed<Document>(name: string, all: readonly DocumentReporter<Document>[]): DocumentReporter<Document> {
  const found = all.find(({ format }) => format === name) ?? all.find(({ fileExtension }) => fileExtension === name);
  if (found !== undefined) return found;
  const formats = all.map(({ format }) => format).join(', ');
  throw new FullfaithError('input', `There is no format ${JSON.stringify(name)}.`, `There are ${formats}.`);
}

async function write(file: string, text: string): Promise<void> {
  await writeWhole(file, text).catch((error: NodeJS.ErrnoException) => {
    const message = `${file} cannot be written (${error.code ?? error.message}).`;
    throw new FullfaithError('input', message, 'Choose another --out.');
  });
}
