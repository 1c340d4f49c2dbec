import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explainJson, sharedJson } from '../../src/report/explain-json.ts';
import { explainMermaid } from '../../src/report/explain-mermaid.ts';
import { explainSchema, sharedSchema } from '../../src/report/explain-schema.ts';
import { explainText } from '../../src/report/explain.ts';
import { sharedText } from '../../src/report/shared.ts';
import type { SharedHolder } from '../../src/model/witness.ts';
import { hostile } from './sample-report.ts';
import { open, upgrade } from './sample-witnesses.ts';

// What a terminal obeys or hides, apart from line feeds.
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

const holder: SharedHolder = {
  id: upgrade.members[0]?.id ?? '',
  address: upgrade.on,
  name: hostile,
  kind: 'safe',
  chains: [
    { chain: 'one', powers: ['upgrade-portal', 'pause'] },
    { chain: 'two', powers: ['pause'] },
  ],
};

describe('an attack as text', () => {
  const lines = explainText([upgrade]).split('\n');
  const line = (part: string) => lines.find((one) => one.includes(part)) ?? `no line with ${part}`;

  test('begins with how many keys of how many organisations can do what', () => {
    expect(lines[0]).toBe('2 keys of 1 entity can replace the code of the portal (upgrade-portal)');
  });

  test('lists the keys, and the steps from them to the contract', () => {
    expect(lines.filter((one) => one.startsWith('  key '))).toHaveLength(2);
    expect(line(' 1. ')).toMatch(/Safe 2\/3 0x3+ acts on the word of 2 of the keys \(2 of 3\)$/);
    expect(line(' 2. ')).toMatch(/on the word of Safe 2\/3 0x3+, then waits 3 d$/);
    expect(line(' 3. ')).toMatch(/0x5+ is called through one of 0x00000001, 0x00000002, 0x00000003… \(4 functions\)/);
  });

  test('shows the race as sums with their terms', () => {
    const at = lines.findIndex((one) => one.startsWith('  race'));
    expect(lines[at + 1]).toMatch(/attack 3 d +1 d +8 d$/);
    expect(lines[at + 2]).toMatch(/ 2 d window +no window$/);
    expect(lines[at + 3]).toMatch(/ 1 d +start +inclusion: the inbox$/);
    expect(lines[at + 4]).toMatch(/ 7 d +finish +challenge: /);
  });

  test('says who may stop it', () => {
    expect(line('stopped')).toContain('if they refuse: 2 keys');
    expect(line('veto')).toContain('in the worst case it does not');
  });

  test('names what was not established and which vote takes part', () => {
    const text = explainText([open]);
    expect(text).toMatch(/^as few as 1 key of 1 entity can finalise any state/);
    expect(text).toContain('  key       not established: evil');
    expect(text).toContain('acts on the word of a vote of Governor');
    expect(text).toMatch(/without signatures of the Safe on the word of Governor 0x4+ and 1 not established/);
    expect(text).toContain('7 d later it holds');
    expect(text).toContain('It is not known whether a user alone can leave.');
    expect(text).toContain('nobody: it takes no key');
  });

  test('says so where there is none', () => {
    expect(explainText([])).toBe('No set of keys can do this.\n');
  });
});

describe('an attack as a Mermaid flowchart', () => {
  const text = explainMermaid([upgrade, open]);

  test('leads from the keys through the bodies to the power', () => {
    const arrows = explainMermaid([upgrade]).match(/-->/g);
    expect(arrows).toHaveLength(4);
    expect(text).toContain('-->|after 3 d| npower_20_upgrade_2d_portal');
    expect(text).toContain('2 of 3 sign');
    expect(text).toContain('waits 3 d');
  });

  test('draws what is shared once', () => {
    expect(explainMermaid([upgrade, upgrade])).toBe(explainMermaid([upgrade]));
  });

  test('lets no text become markup', () => {
    expect(text.match(/"/g)?.length).toBe(2 * (text.match(/"[^"\n]*"/g)?.length ?? 0));
    expect(text).not.toMatch(/<(?!br\/>)/);
  });
});

describe.each([
  ['explain', explainJson('sample', [upgrade, open]), explainSchema],
  ['shared', sharedJson(['one', 'two'], [holder]), sharedSchema],
] as const)('%s as JSON', (name, json, schema) => {
  test('keeps to the published schema and has no field beyond it', () => {
    const published: object = JSON.parse(readFileSync(`schema/${name}.schema.json`, 'utf8'));
    const validate = new Ajv2020({ strict: false }).compile(published);
    expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
    expect(schema.parse(JSON.parse(json))).toEqual(JSON.parse(json));
  });
});

describe('who holds powers over several chains, as text', () => {
  test('is a line each, with the powers by chain below', () => {
    const [head, one, two] = sharedText([holder]).split('\n');
    expect(head).toMatch(/0x5+: 2 chains$/);
    expect(one).toMatch(/^ {2}one +upgrade-portal, pause$/);
    expect(two).toMatch(/^ {2}two +pause$/);
  });

  test('says so where nobody does', () => {
    expect(sharedText([])).toMatch(/^No key, Safe or contract/);
  });
});

test.each([
  ['text', explainText([upgrade, open])],
  ['Mermaid', explainMermaid([upgrade, open])],
  ['JSON', explainJson(hostile, [upgrade, open])],
  ['the list of holders', sharedText([holder])],
])('%s lets no control character through', (_, text) => {
  expect(text).not.toMatch(steering);
  expect(text).toMatch(/[^\n]\n$/);
});
