import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildProgram, folderWith } from './built-program.ts';
import { emptyRecording, entry, registry } from './sample-registry.ts';

const fullfaith = buildProgram();
const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => servers.forEach((server) => server.close()));

/** A server that answers every request with the same text. */
async function serve(type: string, answer: string): Promise<string> {
  const server = createServer((_, response) => response.setHeader('content-type', type).end(answer));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Where a server was, and is no more. */
async function closedPort(): Promise<string> {
  const url = await serve('text/plain', '');
  servers.pop()?.close();
  return url;
}

const html = await serve('text/html', '<!doctype html><title>Sign in</title>');
const sepolia = await serve('application/json', '{"jsonrpc":"2.0","id":1,"result":"0xaa36a7"}');
const dead = await closedPort();

type Bad = {
  readonly words: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly code: 2 | 3;
  readonly says: RegExp;
};

const cases: Readonly<Record<string, Bad>> = {
  'an unknown chain': { words: ['status', 'sampel'], code: 2, says: /no chain "sampel".*Did you mean "sample"\?/ },
  'malformed YAML': {
    words: ['status', 'sample'],
    files: { 'registry/chains/sample.yaml': 'id: [sample\n' },
    code: 2,
    says: /registry\/chains\/sample\.yaml:\d+:\d+: /,
  },
  'a field that nobody knows': {
    words: ['status', 'sample'],
    files: { 'registry/chains/sample.yaml': `${entry}owner: me\n` },
    code: 2,
    says: /sample\.yaml:7:1: .*owner/,
  },
  'a wrong address checksum': {
    words: ['status', 'sample'],
    files: { 'registry/chains/sample.yaml': entry.replace('0x5aA', '0x5aa') },
    code: 2,
    says: /sample\.yaml:6:\d+: .*checksum/i,
  },
  'a dead RPC': { words: ['status', 'sample', '--rpc-url', dead], code: 3, says: /127\.0\.0\.1:\d+: connection/ },
  'a wrong chain id': {
    words: ['status', 'sample', '--rpc-url', sepolia],
    code: 3,
    says: /chain 11155111, not of chain 1/,
  },
  'an HTML answer': {
    words: ['status', 'sample', '--rpc-url', html],
    code: 3,
    says: /127\.0\.0\.1:\d+: .*(HTML|JSON)/i,
  },
  'an RPC URL that is none': {
    words: ['status', 'sample', '--rpc-url', 'localhost'],
    code: 2,
    says: /not an http or https URL/,
  },
  'no RPC URL for Ethereum': {
    words: ['status', 'sample', '--rpc-url', `10=${dead}`],
    code: 2,
    says: /no RPC URL for Ethereum/,
  },
  'a recording for another block': {
    words: ['status', 'sample', '--block', '21999999'],
    code: 3,
    says: /recorded at block 22000000 .*, not at 21999999/,
  },
  'a recording of another chain': {
    words: ['status', 'sample'],
    files: { 'registry/evidence/sample.json': emptyRecording.replace('"sample"', '"other"') },
    code: 3,
    says: /recording of "other", not of sample/,
  },
  'a recording cut short': {
    words: ['status', 'sample'],
    files: { 'registry/evidence/sample.json': emptyRecording.slice(0, 90) },
    code: 3,
    says: /registry\/evidence\/sample\.json.*not JSON/,
  },
  'a block that is none': {
    words: ['status', 'sample', '--block', 'yesterday'],
    code: 2,
    says: /"yesterday" names no block/,
  },
  'an unknown format': { words: ['status', 'sample', '--format', 'docx'], code: 2, says: /no format "docx"/ },
  'two formats on stdout': {
    words: ['status', 'sample', '--format', 'json,md'],
    code: 2,
    says: /Only one of json, markdown/,
  },
  '--json with another format': {
    words: ['status', 'sample', '--json', '--format', 'md'],
    code: 2,
    says: /exclude each other/,
  },
  'an unknown option': { words: ['status', 'sample', '--rpc'], code: 2, says: /unknown option '--rpc'/ },
  'an unknown command': { words: ['statsu'], code: 2, says: /unknown command 'statsu'/ },
  'no command': { words: [], code: 2, says: /Usage: fullfaith/ },
  'no chain': { words: ['status'], code: 2, says: /missing required argument 'chain'/ },
  'a chain too many': { words: ['status', 'sample', 'other'], code: 2, says: /too many arguments/ },
  'a registry that is not there': {
    words: ['audit', '--registry', 'nowhere'],
    code: 2,
    says: /nowhere\/chains cannot be read/,
  },
  'a policy that is not there': {
    words: ['audit', '--policy', './nowhere'],
    code: 2,
    says: /There is no policy nowhere/,
  },
  'a folder for reports that is a file': {
    words: ['audit', '--out', 'registry/chains/sample.yaml'],
    code: 2,
    says: /cannot be written/,
  },
};

describe.concurrent.each(Object.entries(cases))('%s', (_, { words, files, code, says }) => {
  test('is one clear message, and nothing is written', async ({ expect }) => {
    const directory = await folderWith({ ...registry, ...files });
    const before = readdirSync(directory, { recursive: true });
    const run = await fullfaith(words, { directory });
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toMatch(says);
    expect(run.stderr).not.toMatch(/\n {4}at |this is a bug/);
    expect(run.stderr.split('\n').length).toBeLessThan(words.length === 0 ? 45 : 6);
    expect(readdirSync(directory, { recursive: true })).toEqual(before);
  });
});

test('secrets in an RPC URL are not repeated', async () => {
  const directory = await folderWith(registry);
  const words = ['status', 'sample', '--rpc-url', `${dead.replace('//', '//user:hunter2@')}/v3/key3141`];
  const run = await fullfaith(words, { directory });
  expect(run.code).toBe(3);
  expect(join(run.stdout, run.stderr)).not.toMatch(/hunter2|key3141/);
});
