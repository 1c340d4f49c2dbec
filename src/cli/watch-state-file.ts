import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { blankState, type WatchState } from '../check/index.ts';
import { FullfaithError } from '../model/error.ts';
import { noticeSchemaVersion } from '../model/notice.ts';
import { writeWhole } from '../registry/write-whole.ts';
import { diffSchema } from '../report/diff/schema.ts';
import { reportSchema } from '../report/schema.ts';

const format = 'fullfaith-watch/1';
const since = z.number();
const version = { schemaVersion: z.literal(noticeSchemaVersion) };

const stateSchema = z.strictObject({
  format: z.literal(format),
  report: reportSchema.nullable(),
  pending: z.array(
    z.discriminatedUnion('event', [
      z.strictObject({ ...version, event: z.literal('change'), diff: diffSchema }),
      z.strictObject({ ...version, event: z.literal('outage'), since, reason: z.string() }),
      z.strictObject({ ...version, event: z.literal('recovery'), since }),
    ]),
  ),
  outage: z.strictObject({ since, looks: z.int() }).nullable(),
});

/** What was remembered; blank where there is no file yet. Throws a `FullfaithError` for a file that is none of ours. */
export async function readState(file: string): Promise<WatchState> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new FullfaithError('input', `${file} cannot be read (${error.code ?? error.message}).`);
  });
  if (text === null) return blankState;
  const parsed = stateSchema.safeParse(parseJson(text));
  if (parsed.success) {
    const { report, pending, outage } = parsed.data;
    return { report, pending, outage };
  }
  const help = 'Delete it to begin anew, or name another with --state.';
  throw new FullfaithError('input', `${file} is not the state of a watch of this version.`, help);
}

/** Replaces the file as a whole. Throws a `FullfaithError` where it cannot be written. */
export async function writeState(file: string, state: WatchState): Promise<void> {
  await writeWhole(file, `${JSON.stringify({ format, ...state })}\n`).catch((error: NodeJS.ErrnoException) => {
    throw new FullfaithError(
      'input',
      `${file} cannot be written (${error.code ?? error.message}).`,
      'Choose another --state.',
    );
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
