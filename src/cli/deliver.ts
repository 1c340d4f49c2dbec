import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FullfaithError } from '../model/error.ts';
import type { AuditReport } from '../model/report.ts';
import { writeWhole } from '../registry/write-whole.ts';
import { jobSummary } from '../report/github.ts';
import { reporterFor } from '../report/index.ts';
import type { RenderOptions, Reporter } from '../report/reporter.ts';
import { terminal } from '../report/terminal.ts';
import type { Options } from './command.ts';
import { formatsOf } from './options.ts';
import { wantsColour } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** How a report leaves the program; `name` is the files' without extension. */
export type Delivery = {
  readonly reporters: readonly Reporter[];
  readonly folder: string | undefined;
  readonly name: string;
  readonly detail: boolean;
};

/** What the options ask for. Throws a `FullfaithError` for what cannot be, before any work is done. */
export function deliveryOf(options: Options, name: string, detail: boolean): Delivery {
  const formats = formatsOf(options, options.out === undefined ? ['terminal'] : ['markdown', 'json']);
  if (options.out === undefined && formats.length > 1) {
    throw new FullfaithError('input', `Only one of ${formats.join(', ')} fits on stdout.`, 'Add --out <dir>.');
  }
  const reporters = formats.flatMap((format) => reporterFor(format) ?? []);
  return { reporters, folder: options.out, name, detail };
}

/** Renders everything, then writes: files and a table for people, or the one format on stdout. */
export async function deliver(report: AuditReport, delivery: Delivery, surroundings: Surroundings): Promise<void> {
  const { stdout, stderr, env } = surroundings;
  const { reporters, folder, name, detail } = delivery;
  const forPeople: RenderOptions = {
    detail,
    colour: wantsColour(stdout, env),
    ...(stdout.columns === undefined ? {} : { width: stdout.columns }),
  };
  const texts = reporters.map((reporter) => ({
    reporter,
    text: reporter.render(report, folder === undefined ? forPeople : { detail }),
  }));
  if (folder === undefined) {
    for (const { text } of texts) stdout.write(text);
  } else {
    const files = texts.map(({ reporter, text }) => ({
      file: join(folder, `${name}.${reporter.fileExtension}`),
      text,
    }));
    await writeFiles(files);
    stdout.write(terminal.render(report, forPeople));
    stderr.write(`Written: ${files.map(({ file }) => file).join(', ')}\n`);
  }
  const summary = env['GITHUB_STEP_SUMMARY'];
  const isForGithub = reporters.some(({ format }) => format === 'github');
  if (isForGithub && summary !== undefined && summary !== '') await appendFile(summary, jobSummary(report));
}

async function writeFiles(files: readonly { readonly file: string; readonly text: string }[]): Promise<void> {
  for (const { file, text } of files) {
    await writeWhole(file, text).catch((error: NodeJS.ErrnoException) => {
      throw new FullfaithError(
        'input',
        `${file} cannot be written (${error.code ?? error.message}).`,
        'Choose another --out.',
      );
    });
  }
}
