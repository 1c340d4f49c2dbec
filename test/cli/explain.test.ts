import { describe, expect, test } from 'vitest';
import { buildProgram, folderWith } from './built-program.ts';
import { registry } from './sample-registry.ts';

const fullfaith = buildProgram();
const run = async (...words: readonly string[]) => fullfaith(words, { directory: await folderWith(registry) });

describe('fullfaith explain', () => {
  test('prints the attacks on a chain, and says on stderr that it reads a recording', async () => {
    const { code, stdout, stderr } = await run('explain', 'sample');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^as few as 1 key can /);
    expect(stdout).toContain('  key       not established: ');
    expect(stderr).toMatch(/^Reading the recordings in registry\/evidence/);
  });

  test('prints those of one guarantee as JSON', async () => {
    const { stdout } = await run('explain', 'sample', 'valid', '--json');
    const { chain, witnesses } = JSON.parse(stdout);
    expect(chain).toBe('sample');
    expect(witnesses.length).toBeGreaterThan(0);
    for (const { breaks } of witnesses) expect(breaks).toContain('valid');
  });

  test('draws them for Mermaid', async () => {
    const { stdout } = await run('explain', 'sample', '--format', 'mermaid');
    expect(stdout).toMatch(/^flowchart LR\n/);
    expect(stdout).toContain('not established');
  });

  test('refuses a subject that nobody knows, and names those there are', async () => {
    const { code, stdout, stderr } = await run('explain', 'sample', 'untuched');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/sample has no guarantee, power or address "untuched"/);
    expect(stderr).toMatch(/Guarantees: valid, uncensored, unreverted, untouched\.\nPowers: [a-z-]+/);
  });

  test('refuses a format that it does not have, and names those there are', async () => {
    const { code, stderr } = await run('explain', 'sample', '--format', 'sarif');
    expect(code).toBe(2);
    expect(stderr).toContain('There is no format "sarif".\nThere are text, json, mermaid.');
  });

  test('ends with 3 where there is no evidence', async () => {
    const directory = await folderWith({ 'registry/chains/sample.yaml': registry['registry/chains/sample.yaml'] });
    const { code, stdout, stderr } = await fullfaith(['explain', 'sample'], { directory });
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('There is no recording of sample');
  });
});
