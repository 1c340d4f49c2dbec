import { describe, expect, test } from 'vitest';
import { parseChain } from '../../src/registry/parse-chain.ts';
import { parseLock } from '../../src/registry/lock.ts';
import { parseLadder, parseRule } from '../../src/rules/parse.ts';
import { readFileSync } from 'node:fs';
import { entryText, messageOf, stacks } from './entry.ts';

const long = 'x'.repeat(100_000);
const file = 'registry/chains/example.yaml';
const read = (path: string) => readFileSync(`rules/full-faith/${path}.yaml`, 'utf8');
const { levels } = parseLadder({ file: 'policy.yaml', id: 'full-faith', text: read('policy') });
const rule = read('valid/proof-system');

const refuseEntry = (text: string) => messageOf(() => parseChain(text, file, { stacks }));
const refuseRule = (text: string) =>
  messageOf(() => parseRule({ file: 'rule.yaml', id: 'valid/proof-system', text }, levels));

describe('a message quotes a file no further than people read', () => {
  test.each([
    ['a key', `${entryText}${long}: 1\n`],
    ['a key that holds a map', `${entryText}${long}: { a: { b: 1 } }\n`],
    ['the name of a contract', entryText.replace('SystemConfig', long)],
    ['a claim', entryText.replace('data.location', long)],
    ['a stack', entryText.replace(/^stack: .*$/m, `stack: ${long}`)],
    ['a value', entryText.replace(/^chainId: .*$/m, `chainId: ${long}`)],
    ['an id', entryText.replace(/^id: .*$/m, `id: ${long}`)],
    ['what YAML cannot read', `${entryText}a: [${long}\n`],
    ['a tag', `${entryText}a: !${long} 1\n`],
  ])('of a registry entry: %s', (_, text) => {
    const message = refuseEntry(text);
    expect(message).toMatch(/^registry\/chains\/example\.yaml:\d+:\d+: /);
    expect(message.length).toBeLessThan(2500);
  });

  test.each([
    ['an unknown fact', `fact.${long} == 1`],
    ['a text', `fact.proof.kind == '${long}'`],
    ['a function', `${long}(1)`],
    ['a number', `fact.exit.delay.seconds < ${'9'.repeat(10_000)}`],
    ['what CEL cannot read', `fact.exit.alone ${long} ${long}`],
  ])('of a rule: %s', (_, check) => {
    const text = rule.replace(/^check:(.|\n)*?(?=^\S)/m, `check: ${JSON.stringify(check)}\n`);
    const message = refuseRule(text);
    expect(message).toMatch(/^rule\.yaml:\d+:\d+: check/);
    expect(message.length).toBeLessThan(2500);
  });

  test('of a lock', () => {
    const message = messageOf(() => parseLock(`chains: { sample: { ${long}: 1 } }\n`, 'lock.yaml'));
    expect(message).toContain(`unknown key "${'x'.repeat(60)}…"`);
    expect(message.length).toBeLessThan(5000);
  });

  test('and of thousands of faults it counts most', () => {
    const keys = Array.from({ length: 5000 }, (_, at) => `stray${at}: 1\n`).join('');
    const lines = refuseEntry(entryText + keys).split('\n');
    expect(lines).toHaveLength(51);
    expect(lines.at(-1)).toBe('and 4950 more');
  });
});
