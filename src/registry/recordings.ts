import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FullfaithError } from '../model/error.ts';
import { chainId as idSchema } from './chain-schema.ts';
import { writeWhole } from './write-whole.ts';

/** Where the recording of a chain lies. Throws a `FullfaithError` for what is no id, so that no path leads elsewhere. */
export function recordingFile(directory: string, id: string): string {
  if (!idSchema.safeParse(id).success) {
    throw new FullfaithError('input', `${JSON.stringify(id)} is no id of a chain: an id holds a-z, 0-9 and -.`);
  }
  return join(directory, `${id}.json`);
}

/** The ids for which the directory holds a recording, sorted; none where it does not exist. */
export async function recordedIds(directory: string): Promise<readonly string[]> {
  const files = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw unreadable(directory, error);
  });
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .filter((id) => idSchema.safeParse(id).success)
    .sort();
}

/** The text of a chain's recording, or `null` where there is none. */
export async function readRecording(directory: string, id: string): Promise<string | null> {
  const file = recordingFile(directory, id);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw unreadable(file, error);
  });
}

/** Writes a chain's recording whole, and returns where. */
export async function writeRecording(directory: string, id: string, text: string): Promise<string> {
  const file = recordingFile(directory, id);
  await writeWhole(file, text);
  return file;
}

function unreadable(path: string, error: NodeJS.ErrnoException): FullfaithError {
  return new FullfaithError('input', `${path} cannot be read (${error.code ?? error.message}).`);
}
