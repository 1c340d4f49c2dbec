import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { terminal } from '../../src/report/terminal.ts';
import { sampleReport } from './sample-report.ts';

const calm = { ...sampleReport, chains: sampleReport.chains.filter(({ id }) => id === 'calm') };

test('a table has a line for each chain, with the interval where the verdict is open', () => {
  const [head, first, second] = terminal.render(sampleReport).split('\n');
  expect(head).toMatch(/^chain +credit +valid +uncensored +unreverted +untouched +evidence +smallest set/);
  expect(first).toMatch(
    /separate-chain…full-faith +separate…full .* 12 d, reconstructed +as few as 1 key, at once: upgrade/,
  );
  expect(second).toMatch(/^Calm 链 +full-faith +full +full +full +full +1 d, read +nobody$/);
});

test('wide characters do not shift the columns', () => {
  const { chains } = calm;
  const narrow = chains.map((chain) => ({ ...chain, name: 'Calm xx' }));
  const column = (text: string, name: string, width: number) =>
    text.split('\n')[1]?.replace(name, 'x'.repeat(width)).indexOf('full-faith');
  expect(column(terminal.render(calm), 'Calm 链', 7)).toBe(
    column(terminal.render({ ...calm, chains: narrow }), 'Calm xx', 7),
  );
});

test('is plain unless colour is asked for, and colour changes nothing else', () => {
  const plain = terminal.render(sampleReport);
  const coloured = terminal.render(sampleReport, { colour: true });
  expect(plain).not.toContain('\u001b');
  expect(coloured).toContain('\u001b[32mfull-faith\u001b[39m');
  expect(stripVTControlCharacters(coloured)).toBe(plain);
});

test('wraps the last column to the width of the terminal', () => {
  const lines = (width: number) => terminal.render(calm, { width }).split('\n').length;
  expect(lines(60)).toBeGreaterThan(lines(300));
});

test('the detail of a chain shows who could break each guarantee, how, and what is not known', () => {
  const text = terminal.render(sampleReport, { detail: true });
  expect(text).toContain(
    'valid       separate-chain…full-faith\n  weakest   upgrade the portal\n  who       as few as 1 key, at once; no window',
  );
  expect(text).toContain('0x2222222222222222222222222222222222222222');
  expect(text).toContain('through   portal 0x3333333333333333333333333333333333333333');
  expect(text).toContain('untouched   separate-chain');
  expect(text).toContain('who       3 keys, after 1 d 1 h; no window known');
  expect(text).toMatch(/\?\?\?\? {2}valid\/proof \(at best separate-chain\)\n {8}evil /);
  expect(text).toContain(
    'FAIL  untouched/upgrade (at best separate-chain)\n        Too few keys.\n        powers: upgrade-portal\n',
  );
  expect(text).toMatch(/pass {2}uncensored\/forced\n/);
  expect(text).toContain('proof.challenge.seconds  3 d 12 h');
  expect(text).toContain('bond.amount              80000000000000000 wei');
  expect(text).toContain('reconstructed, block 22400000 of 2025-04-30, 12 days old');
  expect(text).toContain('sequencer: unknown, because of inclusion.enabled');
  expect(text).toMatch(/valid\/proof: evil .* answers for it until 2026-01-01/);
  expect(text).toContain('40 reads, 1 of them failed');
});
