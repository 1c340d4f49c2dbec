import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FullfaithError } from '../../src/model/error.ts';
import { guarantees } from '../../src/model/guarantee.ts';
import { listPolicies, loadPolicy } from '../../src/rules/load-policy.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'policies-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const ladder = `id: strict
title: Strict
version: '1'
description: A policy.
levels:
  - { id: low, title: Low, meaning: It is low. }
  - { id: high, title: High, meaning: It is high. }
`;

const rule = `id: alone
guarantee: all
title: A user can leave alone
check: fact.exit.alone
otherwise: { caps: low, say: A user needs help. }
references: [https://example.org/why]
`;

function write(files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'strict', path)), { recursive: true });
    writeFileSync(join(root, 'strict', path), text);
  }
  return join(root, 'strict');
}

async function messageOf(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = write({ 'policy.yaml': ladder, ...files });
  const error: unknown = await loadPolicy(directory).then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof FullfaithError)) throw error;
  expect(error.kind).toBe('input');
  expect(error.help).toBeTruthy();
  return error.message.replaceAll(`${directory}/`, '');
}

it('loads a ladder, its rules and what they leave out', async () => {
  const directory = write({ 'policy.yaml': ladder, 'alone.yaml': rule, 'README.md': 'not a rule' });
  const policy = await loadPolicy(directory);
  expect(policy.levels.map(({ id }) => id)).toEqual(['low', 'high']);
  expect(policy.rules).toEqual([
    {
      id: 'alone',
      guarantees,
      title: 'A user can leave alone',
      scope: 'chain',
      applies: 'true',
      check: 'fact.exit.alone',
      otherwise: { caps: 'low', say: 'A user needs help.' },
      references: ['https://example.org/why'],
      location: { file: join(directory, 'alone.yaml'), line: 1, column: 1 },
    },
  ]);
  expect(policy.dimensions).toEqual([]);
});

it('a rule may judge one guarantee or several', async () => {
  const directory = write({
    'policy.yaml': ladder,
    'alone.yaml': rule.replace('all', '[valid, untouched, unreverted]'),
    'uncensored/alone.yaml': rule.replace('id: ', 'id: uncensored/').replace('all', 'uncensored'),
  });
  const { rules } = await loadPolicy(directory);
  expect(rules.map(({ id, guarantees: judged }) => [id, judged])).toEqual([
    ['alone', ['valid', 'untouched', 'unreverted']],
    ['uncensored/alone', ['uncensored']],
  ]);
});

describe('a mistake is named with file, line and column', () => {
  const swap = (from: string, to: string) => ({ 'alone.yaml': rule.replace(from, to) });
  it.each([
    [
      'a key',
      swap('title:', 'titel:'),
      ['alone.yaml:3:1: unknown key "titel". Did you mean "title"?', 'title is missing.'],
    ],
    [
      'a key within a key',
      swap('say:', 'says:'),
      ['alone.yaml:5:25: unknown key "says" in otherwise. Did you mean "say"?'],
    ],
    [
      'a fact',
      swap('fact.exit.alone', 'fact.exit.alon'),
      ['alone.yaml:4:8: check: "fact.exit.alon" is not in the vocabulary. Did you mean "fact.exit.alone"?'],
    ],
    [
      'a type',
      swap('fact.exit.alone', 'fact.exit.alone &&  fact.proof.kind > 3'),
      ['alone.yaml:4:28: check: a choice can only be compared'],
    ],
    [
      'a choice',
      swap('fact.exit.alone', 'fact.proof.kind == "zk"'),
      ['alone.yaml:4:27: check: "zk" is not one of the choices'],
    ],
    [
      'a power outside its scope',
      swap('fact.exit.alone', 'power.bounded'),
      ['can only be used in rules of scope "power"'],
    ],
    [
      'a level',
      swap('caps: low', 'caps: lwo'),
      ['alone.yaml:5:20: the policy has no level "lwo"; it has low, high. Did you mean "low"?'],
    ],
    ['the best level', swap('caps: low', 'caps: high'), ['alone.yaml:5:20: "high" is the best level']],
    ['a guarantee', swap('all', 'unsensored'), ['alone.yaml:2:12: guarantee has to be all, one of']],
    [
      'an id',
      swap('id: alone', 'id: alnoe'),
      ['alone.yaml:1:5: id is "alnoe", but this file\'s place makes it "alone".'],
    ],
    [
      'a link',
      swap('https://', 'http://'),
      ['alone.yaml:6:14: references.0 has to be a link that begins with https://.'],
    ],
    ['no source', swap('[https://example.org/why]', '[]'), ['references has to name at least one source.']],
    ['broken YAML', swap('title: A', 'title: "A'), ['alone.yaml:']],
    ['a key twice', { 'alone.yaml': `${rule}check: fact.proof.enforced\n` }, ['alone.yaml:7:1: ']],
    ['an alias', swap('[https://example.org/why]', '&a [*a]'), ['alone.yaml:6:17: aliases are not allowed here']],
    ['a tag', swap('fact.exit.alone', '!!js/function "x"'), ['alone.yaml:4:8: ']],
    [
      'a prototype',
      { 'alone.yaml': `${rule}__proto__: { check: 'true' }\n` },
      ['alone.yaml:7:1: "__proto__" is not allowed'],
    ],
    ['a list', { 'alone.yaml': '- 1\n' }, ['alone.yaml:1:1: the file has to be a map']],
    ['nothing', { 'alone.yaml': '' }, ['alone.yaml:1:1: ']],
    [
      'two mistakes in two files',
      { ...swap('all', 'al'), 'b.yaml': rule.replace('id: alone', 'id: c') },
      ['alone.yaml:2:12', 'b.yaml:1:5'],
    ],
    [
      'a level twice',
      { 'policy.yaml': ladder.replace('id: high', 'id: low') },
      ['policy.yaml:7:11: the level "low" is there twice.'],
    ],
    [
      'a version that is a number',
      { 'policy.yaml': ladder.replace("'1'", '1') },
      ['policy.yaml:3:10: version has to be text: put it in quotes.'],
    ],
    [
      'another folder',
      { 'policy.yaml': ladder.replace('id: strict', 'id: stricter') },
      ['policy.yaml:1:5: id is "stricter"'],
    ],
    ['another ending', { 'alone.yaml': rule, 'more.yml': rule }, ['more.yml would not be read']],
    ['capitals in the ending', { 'alone.yaml': rule, 'more.YAML': rule }, ['more.YAML would not be read']],
  ])('%s', async (_, files, messages) => {
    const message = await messageOf(files);
    for (const part of messages) expect(message).toContain(part);
  });
});

it('a rule that is a link to elsewhere is refused rather than left out', async () => {
  const directory = write({ 'policy.yaml': ladder, 'alone.yaml': rule });
  symlinkSync(join(directory, 'alone.yaml'), join(directory, 'linked.yaml'));
  await expect(loadPolicy(directory)).rejects.toThrow(/linked\.yaml would not be read/);
});

it('a guarantee that no rule judges is refused: every chain would be perfect there', async () => {
  expect(await messageOf({ 'alone.yaml': rule.replace('all', 'valid') })).toContain(
    'has no rule for uncensored, unreverted, untouched',
  );
  expect(await messageOf({ 'alone.yaml': rule.replace('all', 'valid') })).not.toContain('has no rule for valid');
});

it('a folder that is no policy says which ones there are', async () => {
  write({ 'policy.yaml': ladder, 'alone.yaml': rule });
  mkdirSync(join(root, 'empty'));
  expect(await listPolicies(root)).toEqual(['strict']);
  await expect(loadPolicy(root)).rejects.toMatchObject({ help: expect.stringContaining('strict') as string });
  await expect(loadPolicy(join(root, 'empty'))).rejects.toThrow(/no policy.yaml/);
  await expect(loadPolicy(join(root, 'nowhere'))).rejects.toThrow(/There is no policy /);
});
