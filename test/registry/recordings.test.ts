import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRecording, recordedIds, recordingFile, writeRecording } from '../../src/registry/recordings.ts';
import { writeWhole } from '../../src/registry/write-whole.ts';
import { messageOf } from './entry.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'recordings-'));
});

afterEach(() => rm(directory, { recursive: true }));

describe('recordings', () => {
  test('are found by the id of their chain', async () => {
    const folder = join(directory, 'evidence');
    expect(await recordedIds(folder)).toEqual([]);
    expect(await readRecording(folder, 'alpha')).toBeNull();
    expect(await writeRecording(folder, 'zeta', '{"z":1}\n')).toBe(join(folder, 'zeta.json'));
    await writeRecording(folder, 'alpha', '{"a":1}\n');
    await writeFile(join(folder, 'README.md'), '');
    expect(await recordedIds(folder)).toEqual(['alpha', 'zeta']);
    expect(await readRecording(folder, 'alpha')).toBe('{"a":1}\n');
  });

  test.each(['../alpha', 'a/b', '', 'Alpha', '.', 'a\0b'])('%j names none', (id) => {
    expect(messageOf(() => recordingFile(directory, id))).toBe(
      `${JSON.stringify(id)} is no id of a chain: an id holds a-z, 0-9 and -.`,
    );
  });
});

describe('a file written whole', () => {
  test('is the old one or the new one for everybody who reads meanwhile', async () => {
    const file = join(directory, 'f');
    const contents = ['a', 'b'].map((letter) => letter.repeat(500_000));
    await writeWhole(file, contents[0] ?? '');
    const writes = Array.from({ length: 20 }, (_, index) => writeWhole(file, contents[index % 2] ?? ''));
    const seen = new Set<string>();
    for (let i = 0; i < 50; i++) seen.add(await readFile(file, 'utf8'));
    await Promise.all(writes);
    expect(contents).toEqual(expect.arrayContaining([...seen]));
    expect(await readdir(directory)).toEqual(['f']);
  });

  test('makes the folders above it, also where others do so at the same time', async () => {
    const files = ['f', 'g', 'h'].map((name) => join(directory, 'a/b/c', name));
    await Promise.all(files.map((file) => writeWhole(file, 'x')));
    expect(await readdir(join(directory, 'a/b/c'))).toEqual(['f', 'g', 'h']);
  });

  test('below a folder in which none can be made is refused, and soon', async () => {
    await expect(writeWhole('/proc/none/f', 'x')).rejects.toThrow();
  });

  test('that cannot take its place leaves nothing behind', async () => {
    const file = join(directory, 'f');
    await mkdir(join(file, 'full'), { recursive: true });
    await expect(writeWhole(file, 'x')).rejects.toThrow();
    expect(await readdir(directory)).toEqual(['f']);
  });
});
