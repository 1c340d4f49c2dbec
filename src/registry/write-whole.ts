import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file so that whoever looks, and whenever the power fails, finds the old content or the new, whole: into a
 * second file in the same folder, flushed, then renamed over the first. Makes the folder where it is missing.
 * Throws what the file system throws; the second file is then gone again.
 */
export async function writeWhole(file: string, content: string): Promise<void> {
  const folder = dirname(file);
  await makeFolder(folder);
  const draft = join(folder, `.${basename(file)}.${randomBytes(6).toString('hex')}.draft`);
  try {
    await flushed(draft, content);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await flushFolder(folder);
}

/** One after the other: Node's own way for all at once does not end where one cannot be made though the one above it is there. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  if (made === null || made.code === 'EEXIST') return;
  const above = dirname(folder);
  if (made.code !== 'ENOENT' || above === folder || (await isFolder(above))) throw made;
  await makeFolder(above);
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function flushed(file: string, content: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(content, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** So that the new name survives, too. Some systems cannot flush a folder; the file is whole there as well. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
