import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Verification } from '../../src/model/verification.ts';
import { buildProgram, folderWith } from './built-program.ts';
import { emptyRecording, registry } from './sample-registry.ts';

const fullfaith = buildProgram();
const env = { SOURCE_DATE_EPOCH: '1760000000' };
const recordingFile = 'registry/evidence/sample.json';

/** A folder with the sample registry, an inclusion proof, a report, and a lock. */
async function workspace(): Promise<string> {
  const directory = await folderWith(registry);
  const run = (...words: readonly string[]) => fullfaith(words, { directory, env });
  writeFileSync(join(directory, 'proof.json'), (await run('prove', 'sample', 'valid/proof-system')).stdout);
  writeFileSync(join(directory, 'report.json'), (await run('audit', 'sample', '--json')).stdout);
  await run('check', 'sample', '--update');
  return directory;
}

const directory = await workspace();

/** What `verify --json` says of a file with this text. */
async function verified(
  text: string,
  ...words: readonly string[]
): Promise<{ readonly code: number | null; readonly stderr: string; readonly said: Verification }> {
  const file = join(directory, `altered-${Math.random()}.json`);
  writeFileSync(file, text);
  const { code, stdout, stderr } = await fullfaith(['verify', file, '--json', ...words], { directory, env });
  return { code, stderr, said: JSON.parse(stdout === '' ? '{}' : stdout) };
}

const read = (file: string) => readFileSync(join(directory, file), 'utf8');
const outcomes = ({ checks }: Verification) => Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome]));

describe('fullfaith verify', () => {
  test.each(['proof.json', 'report.json', recordingFile])(
    'finds %s genuine, and says what is only said',
    async (file) => {
      const { code, stdout } = await fullfaith(['verify', file], { directory, env });
      expect(code).toBe(0);
      expect(stdout).toMatch(/^ {2}holds {4}replay/m);
      expect(stdout).toMatch(/^ {2}trusted {2}/m);
      expect(stdout).not.toMatch(/FAILS|open/);
      expect(stdout).toMatch(/\nGenuine, as far as what is called trusted is believed\.\n$/);
    },
  );

  test.each(['proof.json', 'report.json', recordingFile])('its JSON about %s follows the schema', async (file) => {
    const { said } = await verified(read(file));
    const schema = JSON.parse(readFileSync('schema/verification.schema.json', 'utf8')) as object;
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(said), JSON.stringify(validate.errors)).toBe(true);
    expect(said.outcome).toBe('genuine');
  });

  test('the published schema of inclusion proofs describes what prove writes', () => {
    const schema = JSON.parse(readFileSync('schema/inclusion.schema.json', 'utf8')) as object;
    expect(new Ajv2020({ strict: false }).compile(schema)(JSON.parse(read('proof.json')))).toBe(true);
  });

  test('a report whose verdict was raised is not genuine, and the place is named', async () => {
    const { code, said } = await verified(
      read('report.json').replaceAll('"level": "separate-chain"', '"level": "full-faith"'),
    );
    expect([code, said.outcome]).toEqual([1, 'not-genuine']);
    expect(said.checks.find(({ name }) => name === 'replay')?.what).toContain(
      'credit.level: "full-faith" instead of "separate-chain"',
    );
  });

  test('a report with a key twice or in another order is not genuine: readers may differ', async () => {
    const report = read('report.json');
    const twice = report.replace('"level": "separate-chain"', '"level": "full-faith",\n"level": "separate-chain"');
    expect((await verified(twice)).code).toBe(1);
    expect((await verified(JSON.stringify(JSON.parse(report)))).code).toBe(1);
    expect((await verified(report.replaceAll('\n', '\r\n'))).code).toBe(0);
  });

  test('a report verifies from another folder, and not without its evidence', async () => {
    const elsewhere = await folderWith({ 'report.json': read('report.json') });
    const words = ['verify', 'report.json', '--registry', join(directory, 'registry')];
    expect((await fullfaith(words, { directory: elsewhere })).code).toBe(0);
    const bare = await folderWith({ ...registry, 'report.json': read('report.json'), [recordingFile]: '' });
    const run = await fullfaith(['verify', 'report.json', '--evidence', 'nowhere'], { directory: bare });
    expect(run.code).toBe(3);
    expect(run.stdout).toContain('There is no recording of sample');
  });

  test('a report of another policy is held against that policy', async () => {
    const { stdout } = await fullfaith(['audit', 'sample', '--json', '--policy', 'l2beat-2025'], { directory, env });
    expect((await verified(stdout)).code).toBe(0);
    expect((await verified(stdout, '--policy', 'full-faith')).code).toBe(1);
    expect((await verified(stdout.replaceAll('l2beat-2025', '../../rules'))).code).toBe(3);
  });

  test('a recording that is not the one that the lock names is not genuine', async () => {
    const { code, said } = await verified(emptyRecording.replace('a test', 'a node of ours'));
    expect([code, outcomes(said)['lock']]).toEqual([1, 'fails']);
    const other = await verified(emptyRecording.replaceAll('22000000', '22000001'));
    expect([other.code, outcomes(other.said)['lock']]).toEqual([0, 'trusted']);
  });

  test('a recording that calls itself proved without proofs is not genuine', async () => {
    const read = `"1/code/0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed": "0x${'00'.repeat(32)}"`;
    const slot = read.replace('code', 'slot').replace('beaed"', `beaed/0x${'0'.repeat(64)}"`);
    const claimed = emptyRecording
      .replace('"reconstructed"', '"proved"')
      .replace('"reads": {}', `"reads": {\n        ${slot}\n      }`);
    const { code, said } = await verified(claimed, '--lock', 'none.yaml');
    expect([code, outcomes(said)['proofs/1']]).toEqual([1, 'fails']);
  });

  test('a recording that gives another verdict than the lock says is not genuine', async () => {
    const lock = read('registry/credit.lock.yaml');
    writeFileSync(join(directory, 'other.yaml'), lock.replace('{ level: separate-chain', '{ level: full-faith'));
    const { code, said } = await verified(emptyRecording, '--lock', join(directory, 'other.yaml'));
    expect([code, outcomes(said)['replay']]).toEqual([1, 'fails']);
  });

  test('a recording of a chain that nobody knows is left open', async () => {
    const { code, said } = await verified(emptyRecording.replace('"sample"', '"../chains/sample"'));
    expect([code, outcomes(said)['replay']]).toEqual([3, 'open']);
  });

  test.each([
    ['a recording cut short', emptyRecording.replace('"hash"', '"hsah"'), 1],
    ['a recording in another order', emptyRecording.replaceAll('  ', ' '), 1],
    ['a proof cut short', '{"format":"fullfaith-inclusion/1"}', 1],
    ['a report without contents', '{"policy":{},"chains":[]}', 1],
    ['a report of brackets', `{"policy":{},"chains":[${'['.repeat(50_000)}${']'.repeat(50_000)}]}`, 1],
    ['no JSON', 'hello', 2],
    ['other JSON', '{"format":"fullfaith-evidence/2"}', 2],
    ['nothing', '', 2],
    ['null', 'null', 2],
  ])('%s', async (_, text, expected) => {
    const { code, stderr } = await verified(text);
    expect(code).toBe(expected);
    expect(stderr).not.toMatch(/\n {4}at |this is a bug/);
  });

  test('a file that is not there, and a root that is none, are wrong usage', async () => {
    const missing = await fullfaith(['verify', 'nowhere.json'], { directory });
    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringContaining('nowhere.json cannot be read (ENOENT)'),
    ]);
    const root = await fullfaith(['verify', 'proof.json', '--root', '0x12'], { directory });
    expect([root.code, root.stderr]).toEqual([2, expect.stringContaining('--root "0x12" is no root')]);
  });

  test('a folder is wrong usage', async () => {
    const { code, stderr } = await fullfaith(['verify', '.'], { directory });
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be read (EISDIR)')]);
  });
});

describe('an inclusion proof', () => {
  const { root } = JSON.parse(read('proof.json')) as { readonly root: string };

  test('whose content was altered is not genuine', async () => {
    const { code, said } = await verified(
      read('proof.json').replace('\\"outcome\\":\\"unknown\\"', '\\"outcome\\":\\"pass\\"'),
    );
    expect([code, outcomes(said)]).toMatchObject([1, { inclusion: 'fails', replay: 'fails' }]);
  });

  test('of a tree that somebody else made is not genuine, however well it fits its root', async () => {
    const { commit } = await import('../../src/evidence/commitment.ts');
    const { parseInclusion, serialiseInclusion } = await import('../../src/evidence/inclusion-file.ts');
    const { leaf } = parseInclusion(read('proof.json'), 'proof.json');
    const forged = { ...leaf, content: leaf.content.replace('"outcome":"unknown"', '"outcome":"pass"') };
    expect(forged.content).not.toBe(leaf.content);
    const inclusion = commit([forged, { ...leaf, name: 'sample/else' }]).prove('finding', leaf.name);
    const text = inclusion === undefined ? '' : serialiseInclusion(inclusion);
    const { code, said } = await verified(text);
    expect([code, outcomes(said)]).toMatchObject([1, { inclusion: 'holds', replay: 'fails' }]);
    const against = await verified(text, '--root', root);
    expect(outcomes(against.said)).toMatchObject({ root: 'fails' });
  });

  test('needs the evidence, or a root that is known', async () => {
    const words = ['--evidence', 'nowhere'];
    const bare = await verified(read('proof.json'), ...words);
    expect([bare.code, outcomes(bare.said)['replay']]).toEqual([3, 'open']);
    const known = await verified(read('proof.json'), ...words, '--root', root.toUpperCase().replace('0X', '0x'));
    expect([known.code, outcomes(known.said)]).toMatchObject([0, { root: 'holds', replay: 'trusted' }]);
    const wrong = await verified(read('proof.json'), ...words, '--root', `0x${'1'.repeat(64)}`);
    expect([wrong.code, outcomes(wrong.said)['root']]).toEqual([1, 'fails']);
  });

  test.each([
    ['evidence', { [recordingFile]: emptyRecording.replace('a test', 'another') }, 'it is about the evidence 0x'],
    [
      'registry entry',
      { 'registry/chains/sample.yaml': registry['registry/chains/sample.yaml'].replace('Sample', 'Simple') },
      'the registry entry of sample',
    ],
  ])('about another %s than the one here is left open, and says so', async (_, files, reason) => {
    const other = await folderWith({ ...registry, ...files, 'proof.json': read('proof.json') });
    const { code, stdout } = await fullfaith(['verify', 'proof.json'], { directory: other, env });
    expect(code).toBe(3);
    expect(stdout).toContain(reason);
  });

  test('of another policy than the one named is left open', async () => {
    const { code, said } = await verified(read('proof.json'), '--policy', 'l2beat-2025');
    expect([code, outcomes(said)['replay']]).toEqual([3, 'open']);
  });

  test('is the same on a day that is long over', async () => {
    const { code } = await fullfaith(['verify', 'proof.json'], { directory, env: { SOURCE_DATE_EPOCH: '1990000000' } });
    expect(code).toBe(0);
  });
});
