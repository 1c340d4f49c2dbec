import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { as, send } from '../devnet/contract.ts';
import { gameTypes } from '../devnet/op-games.ts';
import { readState } from '../../src/cli/watch-state-file.ts';
import { buildProgram, type Run } from './built-program.ts';
import { startChangingChain, today, type ChangingChain } from './changing-chain.ts';

const fullfaith = buildProgram();
let chain: ChangingChain;
beforeAll(async () => {
  chain = await startChangingChain();
});
afterAll(() => chain.stop());

/** Runs the program and kills it when the promise that `when` gives is done, if it still runs then. */
function runUntil(when: () => Promise<unknown>, words: readonly string[]): Promise<Run> {
  const started = (child: ChildProcess) => void when().then(() => child.kill('SIGKILL'));
  return fullfaith(words, { directory: chain.directory, env: today, started });
}

const never = (): Promise<never> => new Promise(() => {});

/** Done as soon as a file of that folder is being written anew. */
function draftIn(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, (_, name) => {
      if (name?.endsWith('.draft') !== true) return;
      watcher.close();
      resolve();
    });
  });
}

function changeGame(type: number): Promise<unknown> {
  const { portal, guardian } = chain.op;
  return send(as(portal, guardian.address), 'setRespectedGameType', type);
}

test('check --update: whenever it is killed, the lock is the old or the new one, whole', async () => {
  const lock = join(chain.directory, 'registry/credit.lock.yaml');
  const evidence = join(chain.directory, 'registry/evidence/changing.json');
  const locks: string[] = [];
  for (const type of [gameTypes.permissionedCannon, gameTypes.cannon]) {
    await changeGame(type);
    await runUntil(never, ['record', ...chain.live]);
    await runUntil(never, ['check', '--update']);
    locks.push(readFileSync(lock, 'utf8'));
    cpSync(evidence, `${evidence}.${type}`);
  }
  const [before = '', after = ''] = locks;
  expect(before).not.toBe(after);
  cpSync(`${evidence}.${gameTypes.permissionedCannon}`, evidence);

  const start = Date.now();
  await runUntil(never, ['check', '--update']);
  const whole = Date.now() - start;
  for (let round = 0; round < 8; round += 1) {
    writeFileSync(lock, after);
    // Half of them at any time, half while the file is written.
    const when = () => (round % 2 === 0 ? setTimeout(Math.random() * whole * 1.1) : draftIn(dirname(lock)));
    await runUntil(when, ['check', '--update']);
    expect([before, after]).toContain(readFileSync(lock, 'utf8'));
  }
  // What a killed run left behind is no obstacle.
  expect((await runUntil(never, ['check', '--update'])).code).toBe(0);
  expect(readFileSync(lock, 'utf8')).toBe(before);
}, 120_000);

test('watch: whenever it is killed, the state is a whole one, and the next look goes on from it', async () => {
  const folder = join(chain.directory, 'watching');
  const state = join(folder, 'state.json');
  mkdirSync(folder);
  const words = ['watch', '--every', '0.001', '--state', state, ...chain.live];
  for (let round = 0; round < 4; round += 1) {
    await changeGame(round % 2 === 0 ? gameTypes.permissionedCannon : gameTypes.cannon);
    const when = () => (round % 2 === 0 ? draftIn(folder) : setTimeout(Math.random() * 2500));
    const { code } = await runUntil(when, words);
    expect(code).toBeNull();
    if (existsSync(state)) expect((await readState(state)).report?.chains ?? []).toHaveLength(1);
  }
  const last = await runUntil(never, ['watch', '--once', '--state', state, ...chain.live]);
  expect([0, 1]).toContain(last.code);
  const { report } = await readState(state);
  expect(report?.chains[0]?.credit.worst).toBe('multisig-mediated');
  expect(readdirSync(folder)).toContain('state.json');
}, 120_000);
