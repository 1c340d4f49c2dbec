import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Notice } from '../../src/model/notice.ts';
import { snapshot } from '../devnet/anvil.ts';
import { as, send } from '../devnet/contract.ts';
import { gameTypes } from '../devnet/op-games.ts';
import { swapOwner } from '../devnet/safe.ts';
import { foundationMembers } from '../devnet/op-governance.ts';
import { buildProgram, type Run } from './built-program.ts';
import { startChangingChain, stranger, today, type ChangingChain } from './changing-chain.ts';

const fullfaith = buildProgram();
let chain: ChangingChain;
beforeAll(async () => {
  chain = await startChangingChain();
});
afterAll(() => chain.stop());

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** A receiver that answers with these status codes in turn, and 200 from then on; what it was sent is in `bodies`. */
async function receiver(...statuses: readonly number[]): Promise<{ url: string; bodies: unknown[] }> {
  const bodies: unknown[] = [];
  const open = [...statuses];
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      bodies.push(JSON.parse(text));
      response.writeHead(open.shift() ?? 200, { 'retry-after': '0' }).end();
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-path`, bodies };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function once(state: string, ...words: readonly string[]): Promise<Run> {
  const all = ['watch', '--once', '--state', join(chain.directory, state), ...chain.live, ...words];
  return fullfaith(all, { directory: chain.directory, env: today });
}

function changeGame(type: number): Promise<unknown> {
  const { portal, guardian } = chain.op;
  return send(as(portal, guardian.address), 'setRespectedGameType', type);
}

test('tells what changed since the last look, once, and posts it', async () => {
  const { url, bodies } = await receiver();
  expect(await once('a.json', '--webhook', url)).toMatchObject({ code: 0, stdout: '' });
  const restore = await snapshot(chain.op.portal.node);
  await changeGame(gameTypes.permissionedCannon);
  const told = await once('a.json', '--webhook', url);
  await restore();
  expect(told.code).toBe(1);
  expect(told.stdout).toContain('multisig-mediated → separate-chain');
  expect(told.stdout).toContain('proof.challenge.permissionless: true → false');
  const back = await once('a.json', '--webhook', url);
  expect(back.stdout).toContain('separate-chain → multisig-mediated');
  expect(await once('a.json', '--webhook', url)).toMatchObject({ code: 0, stdout: '' });
  const credits = (bodies as Notice[]).map((one) => (one.event === 'change' ? one.diff.chains[0]?.credit : one.event));
  expect(credits).toMatchObject([{ to: { worst: 'separate-chain' } }, { to: { worst: 'multisig-mediated' } }]);
});

test('a webhook that fails is asked again; what it never took waits for the next look', async () => {
  const { url, bodies } = await receiver(500, 429, 404);
  await once('b.json', '--webhook', url);
  const restore = await snapshot(chain.op.portal.node);
  await swapOwner(chain.op.foundation, foundationMembers[0] ?? '0x', stranger('newcomer'));
  const refused = await once('b.json', '--webhook', url, '--webhook-format', 'slack');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/not told: the receiver answered HTTP 404\. 1 notices? wait/);
  expect(refused.stderr + refused.stdout).not.toContain('secret-path');
  expect(bodies).toHaveLength(3);
  const later = await once('b.json', '--webhook', url, '--webhook-format', 'discord');
  await restore();
  expect(later).toMatchObject({ code: 0, stdout: '' });
  const [slack, , , discord] = bodies as readonly { text?: string; content?: string }[];
  expect(slack?.text).toContain(`joined: key ${stranger('newcomer')}`);
  expect(discord?.content).toContain('**Changing Chain: the levels are the same**');
});

test('without a node it says so with exit code 3, and goes on from the last look', async () => {
  await once('c.json');
  const state = join(chain.directory, 'c.json');
  const words = ['watch', '--once', '--state', state, '--rpc-url', 'http://127.0.0.1:9'];
  const blind = await fullfaith(words, { directory: chain.directory, env: today });
  expect(blind.code).toBe(3);
  expect(blind.stderr).toContain('127.0.0.1:9');
  expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({ outage: { looks: 1 }, report: { chains: [{}] } });
  expect(await once('c.json')).toMatchObject({ code: 0, stdout: '' });
  expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({ outage: null });
});

describe('what cannot be', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['recordings for ever', ['watch'], /Watching needs a node/],
    ['two rhythms', ['watch', '--once', '--every', '5'], /--every and --once exclude each other/],
    ['no time at all', ['watch', '--every', '0', '--rpc-url', 'http://127.0.0.1:9'], /--every "0" does not do/],
    [
      'a webhook that is none',
      ['watch', '--once', '--webhook', 'hooks.example/secret-path'],
      /not an http or https URL/,
    ],
    ['another shape', ['watch', '--once', '--webhook-format', 'irc'], /json, slack, discord/],
  ];

  test.each(cases)('%s', async (_, words, says) => {
    const { code, stderr } = await fullfaith(words, { directory: chain.directory });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('secret-path');
  });
});
