import fc from 'fast-check';
import { check } from 'prettier';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { WrittenEntry } from '../../src/registry/chain-schema.ts';
import { parseChain } from '../../src/registry/parse-chain.ts';
import { renderChainYaml } from '../../src/registry/render-chain.ts';
import { entryText } from './entry.ts';

const entry = parse(entryText) as WrittenEntry;

test('an entry is written as people write it', () => {
  expect(renderChainYaml(entry)).toBe(entryText);
});

test('the order of keys is always the same', () => {
  const reversed = Object.fromEntries(Object.entries(entry).reverse()) as WrittenEntry;
  expect(renderChainYaml(reversed)).toBe(entryText);
});

test('what is empty is left out', () => {
  const { id, name, stack } = entry;
  expect(renderChainYaml({ id, name, stack, chainId: null, claims: {}, escrows: [] })).toBe(
    [
      '# yaml-language-server: $schema=../../schema/chain.schema.json',
      'id: example',
      'name: Example Chain',
      'chainId: null',
      'stack: op-stack',
      '',
    ].join('\n'),
  );
});

test('the formatter has nothing to change', async () => {
  const name = "Chain: the people's # 1 — 'x' \"y\"";
  const source = `https://example.org/${'long/'.repeat(50)}`;
  const citation = { source, date: '2025-05-20', expires: '2027-05-20' };
  const text = renderChainYaml({ ...entry, name, claims: { 'node.source': { value: true, ...citation } } });
  expect(await check(text, { parser: 'yaml', singleQuote: true, printWidth: 120 })).toBe(true);
});

test('whatever the names, reading gives back what was written', () => {
  const line = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 });
  const names = line.filter((text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text));
  fc.assert(
    fc.property(names, names, (name, reason) => {
      const waivers = [{ rule: name, owner: reason, reason, expires: '2025-07-01' }];
      const chain = parseChain(renderChainYaml({ ...entry, name, waivers }), 'f');
      expect(chain.name).toBe(name);
      expect(chain.waivers).toEqual(waivers);
    }),
  );
});
