import { describe, expect, test } from 'vitest';
import { buildProgram, folderWith } from './built-program.ts';
import { registry } from './sample-registry.ts';

const fullfaith = buildProgram();
const run = async (...words: readonly string[]) => fullfaith(words, { directory: await folderWith(registry) });

describe('fullfaith graph', () => {
  test('draws who controls a chain for Graphviz unless told otherwise', async () => {
    const { code, stdout } = await run('graph', 'sample');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^digraph "Who controls Sample" \{\n/);
    expect(stdout).toContain('breaks every guarantee');
    expect((await run('graph', 'sample', '--format', 'dot')).stdout).toBe(stdout);
  });

  test('draws it for Mermaid', async () => {
    expect((await run('graph', 'sample', '--format', 'mermaid')).stdout).toMatch(/^flowchart LR\n/);
  });

  test('draws it as an SVG with a name and without links', async () => {
    const { code, stdout } = await run('graph', 'sample', '--format', 'svg');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<svg [^>]*aria-label="Who controls Sample"/);
    expect(stdout).toMatch(/<\/svg>\n$/);
    expect(stdout).not.toMatch(/href|<a /);
  });

  test.each([
    [['graph', 'sample', '--format', 'png'], 2, 'There are dot, mermaid, svg.'],
    [['graph', 'sampel'], 2, 'Did you mean "sample"?'],
    [['graph', 'sample', '--evidence', 'nowhere'], 3, 'There is no recording of sample'],
  ])('%s is one clear message', async (words, code, says) => {
    const ended = await run(...words);
    expect([ended.code, ended.stdout]).toEqual([code, '']);
    expect(ended.stderr).toContain(says);
  });
});
