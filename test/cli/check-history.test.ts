import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DiffReport } from '../../src/model/diff.ts';
import type { GateReport } from '../../src/model/gate.ts';
import { as, send } from '../devnet/contract.ts';
import { gameTypes } from '../devnet/op-games.ts';
import { councilMembers } from '../devnet/op-governance.ts';
import { buildProgram, type Run } from './built-program.ts';
import { startChangingChain, type ChangingChain } from './changing-chain.ts';

/**
 * What OP Mainnet went through: anybody could propose and challenge since 10 June 2024; on 16 August the guardian made the permissioned
 * game the respected one, because audits had found flaws; with the Granite upgrade of 10 September it was the open one again.
 */
const days = { open: '2024-08-10', fallback: '2024-08-16', back: '2024-09-11' } as const;

const fullfaith = buildProgram();
let chain: ChangingChain;
beforeAll(async () => {
  chain = await startChangingChain({ start: secondsOf(days.open) });
});
afterAll(() => chain.stop());

function secondsOf(day: string): number {
  return Date.parse(day) / 1000;
}

function run(day: string, ...words: readonly string[]): Promise<Run> {
  const env = { SOURCE_DATE_EPOCH: String(secondsOf(day) + 3600) };
  return fullfaith(words, { directory: chain.directory, env });
}

async function check(day: string, ...words: readonly string[]) {
  const { code, stdout } = await run(day, 'check', '--json', ...words);
  const [only] = (JSON.parse(stdout) as GateReport).chains;
  const whole = only?.findings.find(({ guarantee, kind }) => guarantee === null && /^level-|^undet/.test(kind));
  return { code, level: only?.credit?.worst, whole };
}

/** The council shows that it is there, the guardian changes which game counts, and the state of that day is recorded. */
async function respect(type: number, day: string): Promise<void> {
  const { portal, guardian, livenessGuard } = chain.op;
  await portal.node.client.setNextBlockTimestamp({ timestamp: BigInt(secondsOf(day)) });
  for (const member of councilMembers) await send(as(livenessGuard, member), 'showLiveness');
  await send(as(portal, guardian.address), 'setRespectedGameType', type);
  await recorded(day);
}

async function recorded(day: string): Promise<void> {
  expect((await run(day, 'record', ...chain.live)).code).toBe(0);
  copyFileSync(join(chain.directory, 'registry/evidence/changing.json'), join(chain.directory, `${day}.json`));
}

test('the fall back to permissioned games and the return, day by day from recordings', async () => {
  await recorded(days.open);
  expect((await run(days.open, 'check', '--update')).code).toBe(0);
  expect(await check(days.open)).toMatchObject({ code: 0, level: 'multisig-mediated' });

  await respect(gameTypes.permissionedCannon, days.fallback);
  const fall = await check(days.fallback);
  expect(fall).toMatchObject({ code: 1, level: 'separate-chain', whole: { kind: 'level-fell' } });
  const causes = fall.whole?.causes.map(({ kind, name }) => `${kind} ${name}`);
  expect(causes).toEqual(expect.arrayContaining(['fact proof.challenge.permissionless', 'rule valid/challengers']));
  expect((await run(days.fallback, 'check', '--update')).code).toBe(0);

  await respect(gameTypes.cannon, days.back);
  const rise = await check(days.back);
  expect(rise).toMatchObject({ code: 1, level: 'multisig-mediated', whole: { kind: 'level-rose' } });
  expect(rise.whole?.causes).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'fact', name: 'proof.challenge.permissionless' })]),
  );
  expect(await check(days.back, '--allow-better')).toMatchObject({ code: 0 });
  expect((await run(days.back, 'check', '--update')).code).toBe(0);
  expect(await check(days.back)).toMatchObject({ code: 0 });
});

describe('the difference between the recordings', () => {
  test('as JSON: levels, facts, powers and why', async () => {
    const { code, stdout } = await run(days.back, 'diff', `${days.open}.json`, `${days.fallback}.json`, '--json');
    expect(code).toBe(0);
    const [only] = (JSON.parse(stdout) as DiffReport).chains;
    expect(only?.credit).toMatchObject({ from: { worst: 'multisig-mediated' }, to: { worst: 'separate-chain' } });
    expect(only?.powers.filter(({ change }) => change === 'appeared').map(({ id }) => id)).toEqual([
      'propose-state',
      'withhold-proposals',
    ]);
    const fact = only?.facts.find(({ name }) => name === 'proof.proposer.permissionless');
    expect(fact).toMatchObject({ from: { value: true }, to: { value: false } });
    expect(only?.meaning[0]?.causes.map(({ name }) => name)).toContain('proof.challenge.permissionless');
  });

  test('as Markdown for a pull request, and for people', async () => {
    const sides = [`${days.fallback}.json`, `${days.back}.json`];
    const markdown = await run(days.back, 'diff', ...sides, '--format', 'md');
    expect(markdown.stdout).toMatch(/^## fullfaith diff\n/);
    expect(markdown.stdout).toContain('### Changing Chain: separate-chain → multisig-mediated');
    const text = await run(days.back, 'diff', ...sides);
    expect(text.stdout).toMatch(/vanished: finalise a state of its choice/);
    expect(text.stdout).toMatch(/fact proof\.challenge\.permissionless: false → true/);
  });

  test('nothing between a recording and its like, though blocks and nonces differ', async () => {
    const { code, stdout } = await run(days.back, 'diff', `${days.open}.json`, `${days.back}.json`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing differs.\n' });
  });

  test('between two blocks of a node it is the same', async () => {
    const { portal } = chain.op;
    const latest = Number(await portal.node.client.getBlockNumber());
    const nodes = chain.live.filter((word) => word !== '--block' && word !== 'latest');
    const { code, stdout } = await run(days.back, 'diff', String(latest - 1), String(latest), ...nodes);
    expect(code).toBe(0);
    expect(stdout).toContain('separate-chain → multisig-mediated');
  });
});
