import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { WrittenEntry } from '../../src/registry/chain-schema.ts';
import { loadRegistry } from '../../src/registry/load-registry.ts';
import { renderChainYaml } from '../../src/registry/render-chain.ts';

const files = readdirSync('registry/chains').filter((file) => file.endsWith('.yaml'));

describe.each(files)('%s', (file) => {
  const text = readFileSync(`registry/chains/${file}`, 'utf8');

  test('reads as if the program had written it, but for remarks', () => {
    expect(text.replace(/ # .*$/gm, '')).toBe(renderChainYaml(parse(text) as WrittenEntry));
  });

  test('cites a source for whatever it claims, and none of them for ever', () => {
    const { claims = {}, councils = [] } = parse(text) as WrittenEntry;
    const cited = [...Object.values(claims), ...councils.flatMap(({ outside }) => outside ?? [])];
    for (const claim of cited) {
      expect(claim?.source).toMatch(/\b(licence|https:\/\/)/);
      expect(claim?.expires).toMatch(/^\d{4}-/);
    }
  });
});

test('the registry loads', async () => {
  const chains = await loadRegistry('registry');
  expect(chains.map(({ id }) => `${id}.yaml`).sort()).toEqual(files.sort());
});
