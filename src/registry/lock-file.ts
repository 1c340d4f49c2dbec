import { readFile } from 'node:fs/promises';
import { FullfaithError } from '../model/error.ts';
import { parseLock, renderLock, type Lock, type LockEntry } from './lock.ts';
import { writeWhole } from './write-whole.ts';

/** The lock file, or `null` where there is none yet. Throws a `FullfaithError` where it cannot be read or is faulty. */
export async function readLock(file: string): Promise<Lock | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new FullfaithError('input', `${file} cannot be read (${error.code ?? error.message}).`);
  });
  return text === null ? null : parseLock(text, file);
}

/** Replaces the lock file as a whole. */
export async function writeLock(file: string, entries: Iterable<LockEntry>): Promise<void> {
  await writeWhole(file, renderLock(entries));
}
