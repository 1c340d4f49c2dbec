import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GateChain, GateKind, GateReport } from '../../src/model/gate.ts';
import { snapshot } from '../devnet/anvil.ts';
import { as, deploy, encode, read, send } from '../devnet/contract.ts';
import { gameTypes } from '../devnet/op-games.ts';
import { councilMembers, foundationMembers } from '../devnet/op-governance.ts';
import { deployTransparent } from '../devnet/openzeppelin.ts';
import { opArtifact } from '../devnet/op-proxies.ts';
import { execSafe, reconfigure, swapOwner } from '../devnet/safe.ts';
import { buildProgram, type Run, spawnedProgram } from './built-program.ts';
import { startChangingChain, stranger, today, type ChangingChain } from './changing-chain.ts';

const fullfaith = buildProgram();
const published = spawnedProgram();

let chain: ChangingChain;
beforeAll(async () => {
  chain = await startChangingChain();
  expect(await runAlone('record', ...chain.live)).toMatchObject({ code: 0 });
  expect(await runAlone('check', '--update')).toMatchObject({ code: 0 });
});
afterAll(() => chain.stop());

function run(...words: readonly string[]): Promise<Run> {
  return fullfaith(words, { directory: chain.directory, env: today });
}

/** The same in a process of its own. */
function runAlone(...words: readonly string[]): Promise<Run> {
  return published(words, { directory: chain.directory, env: today });
}

type Outcome = { readonly code: number | null; readonly found: GateChain['findings']; readonly texts: string };

/** Runs the gate; `texts` is everything it says, for people. */
async function check(...words: readonly string[]): Promise<Outcome> {
  const { code, stdout, stderr } = await run('check', '--json', ...words);
  expect(stderr).not.toContain('error');
  const report = JSON.parse(stdout) as GateReport;
  const [only] = report.chains;
  if (only === undefined) throw new Error('no chain at the gate');
  return { code, found: only.findings, texts: JSON.stringify(only.findings) };
}

/** The kinds of what fails, each once. */
function failing({ found }: Outcome): readonly GateKind[] {
  return [...new Set(found.filter(({ fails }) => fails).map(({ kind }) => kind))];
}

function liveCheck(...words: readonly string[]): Promise<Outcome> {
  return check(...chain.live, ...words);
}

/** Changes the chain, asks the gate, and changes it back. */
async function whileChanged<T>(change: () => Promise<unknown>, ask: () => Promise<T>): Promise<T> {
  const restore = await snapshot(chain.op.portal.node);
  await change();
  const answer = await ask();
  await restore();
  return answer;
}

describe('a change on the chain', () => {
  test('nothing changed: it passes', async () => {
    expect(await liveCheck('--strict')).toMatchObject({ code: 0, found: [] });
  });

  test('a nonce and a fee: it passes', async () => {
    const { owner, foundation, council, systemConfig } = chain.op;
    const outcome = await whileChanged(
      async () => {
        const signers = [
          { safe: foundation, signers: foundationMembers.slice(0, 5) },
          { safe: council, signers: councilMembers.slice(0, 10) },
        ];
        await execSafe(owner, { to: stranger('nobody'), data: '0x', signers });
        await send(as(systemConfig, foundation.address), 'setGasConfigEcotone', 2000, 900_000);
      },
      () => liveCheck('--strict'),
    );
    expect(outcome).toMatchObject({ code: 0, found: [] });
  });

  test('an owner swap: other people can take part, and it says who', async () => {
    const { foundation } = chain.op;
    const [leaves = '0x'] = foundationMembers;
    const [outcome, alone] = await whileChanged(
      () => swapOwner(foundation, leaves, stranger('newcomer')),
      async () => [await liveCheck(), await runAlone('check', '--json', ...chain.live)] as const,
    );
    expect(outcome.code).toBe(1);
    expect(alone.code).toBe(1);
    expect((JSON.parse(alone.stdout) as GateReport).chains[0]?.findings).toEqual(outcome.found);
    expect(failing(outcome)).toEqual(['new-holders']);
    const causes = outcome.found.flatMap((one) => one.causes);
    expect(causes.map(({ name, note }) => `${note} ${name}`)).toEqual([
      `joined key ${stranger('newcomer')}`,
      `left key ${leaves}`,
    ]);
    expect(outcome.texts).toContain(`Safe 5/7 ${foundation.address}`);
    expect(outcome.found[0]?.subject).toContain('pause-withdrawals');
  });

  test('a threshold change that unmakes the council: the level falls because of it', async () => {
    const { council } = chain.op;
    const outcome = await whileChanged(
      () => reconfigure(council, 'changeThreshold', 9n),
      () => liveCheck(),
    );
    expect(outcome.code).toBe(1);
    expect(failing(outcome)).toContain('level-fell');
    const fall = outcome.found.find(({ guarantee }) => guarantee === 'untouched');
    expect(fall?.from).toMatchObject({ worst: 'council-backed' });
    expect(fall?.to).toMatchObject({ worst: 'multisig-mediated' });
    expect(fall?.causes.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      expect.arrayContaining(['fact council.proper', 'rule untouched/council-window', 'power upgrade-optimism-portal']),
    );
  });

  test('a threshold change within the level: told, and fails with --strict', async () => {
    const { foundation } = chain.op;
    const [plain, strict] = await whileChanged(
      () => reconfigure(foundation, 'changeThreshold', 4n),
      async () => [await liveCheck(), await liveCheck('--strict')] as const,
    );
    expect(plain.code).toBe(0);
    expect(strict.code).toBe(1);
    expect(failing(strict)).toEqual(['weaker-coalition']);
    const pause = strict.found.find(({ subject }) => subject === 'pause-withdrawals');
    expect(pause?.from).toEqual({ kind: 'coalitions', of: [{ keys: 5, delaySeconds: 0 }] });
    expect(pause?.to).toEqual({ kind: 'coalitions', of: [{ keys: 4, delaySeconds: 0 }] });
    expect(pause?.causes).toMatchObject([{ note: 'threshold', from: { text: '5' }, to: { text: '4' } }]);
  });

  test('a new module of a kind that nobody knows: it needs no signatures, so nothing is certain', async () => {
    const { owner } = chain.op;
    const outcome = await whileChanged(
      () => reconfigure(owner, 'enableModule', stranger('module')),
      () => liveCheck(),
    );
    expect(outcome.code).toBe(1);
    expect(failing(outcome)).toEqual(['undetermined', 'new-holders']);
    expect(outcome.texts).toContain(stranger('module'));
    const fall = outcome.found.find(({ guarantee }) => guarantee === 'untouched');
    expect(fall?.causes.some(({ kind }) => kind === 'power')).toBe(true);
  });

  test('a shortened timelock: users have no time to leave any more', async () => {
    const { timelock } = chain;
    const outcome = await whileChanged(
      () => send(as(timelock, timelock.address), 'updateDelay', 3600n),
      () => liveCheck(),
    );
    expect(outcome.code).toBe(1);
    expect(failing(outcome)).toEqual(['level-fell']);
    const [power] = outcome.found[0]?.causes.filter(({ kind }) => kind === 'power') ?? [];
    expect(power).toMatchObject({
      name: 'upgrade-escrow',
      from: { of: [{ keys: 1, delaySeconds: 3_456_000 }] },
      to: { of: [{ keys: 1, delaySeconds: 3600 }] },
    });
    expect(outcome.found[0]?.location.line).toBe(8);
  });

  test('an upgrade: the contract runs other code', async () => {
    const { proxyAdmin, portal } = chain.op;
    const { owner } = chain.op;
    const artifact = opArtifact('OptimismPortal2');
    const outcome = await whileChanged(
      async () => {
        const code = await deploy(portal.node, artifact, [604_800n, 302_401n]);
        await send(as(proxyAdmin, owner.address), 'upgrade', portal.address, code.address);
      },
      () => liveCheck(),
    );
    expect(outcome.code).toBe(1);
    expect(failing(outcome)).toEqual(['new-code']);
    expect(outcome.found.find(({ kind }) => kind === 'new-code')?.what).toContain(`OptimismPortal ${portal.address}`);
    expect(outcome.found.find(({ kind }) => kind === 'fact-changed')?.subject).toBe('exit.finish.seconds');
  });

  test('a pause: withdrawals stand still, though the level was no better', async () => {
    const { superchainConfig, deputyGuardianModule, foundation } = chain.op;
    const outcome = await whileChanged(
      async () => {
        const signers = foundationMembers.slice(0, 5);
        const data = encode(deputyGuardianModule, 'pause');
        await execSafe(foundation, { to: deputyGuardianModule.address, data, signers });
        expect(await read(superchainConfig, 'paused')).toBe(true);
      },
      () => liveCheck(),
    );
    expect(outcome.code).toBe(1);
    expect(failing(outcome)).toEqual(['rule-broken']);
    const broken = outcome.found.find(({ kind }) => kind === 'rule-broken');
    expect(broken?.subject).toBe('uncensored/open-withdrawals');
    expect(broken?.causes).toMatchObject([{ name: 'pause.active', from: { value: false }, to: { value: true } }]);
  });

  test('a changed game type: every level falls because only one may propose', async () => {
    const { portal, guardian } = chain.op;
    const outcome = await whileChanged(
      () => send(as(portal, guardian.address), 'setRespectedGameType', gameTypes.permissionedCannon),
      () => liveCheck(),
    );
    expect(outcome.code).toBe(1);
    const whole = outcome.found.find(({ guarantee }) => guarantee === null);
    expect(whole?.kind).toBe('level-fell');
    expect(whole?.to).toMatchObject({ worst: 'separate-chain' });
    const facts = whole?.causes.filter(({ kind }) => kind === 'fact');
    expect(facts).toMatchObject([
      { name: 'proof.challenge.permissionless', from: { value: true }, to: { value: false } },
      { name: 'proof.challengers', from: { value: 0 }, to: { value: 2 } },
    ]);
    expect(outcome.found.filter(({ kind }) => kind === 'new-power').map(({ subject }) => subject)).toEqual([
      'propose-state',
      'withhold-proposals',
    ]);
  });

  test('a game of a kind that nobody knows: whether anything is proved is uncertain, and the gate fails', async () => {
    const { disputeGameFactory, owner, systemConfig } = chain.op;
    const replace = [gameTypes.cannon, systemConfig.address] as const;
    const outcome = await whileChanged(
      () => send(as(disputeGameFactory, owner.address), 'setImplementation', ...replace),
      () => liveCheck(),
    );
    expect(outcome.code).toBe(1);
    const whole = outcome.found.find(({ guarantee }) => guarantee === null);
    expect(whole).toMatchObject({ kind: 'undetermined', fails: true, to: { worst: 'separate-chain' } });
    expect(whole?.causes).toContainEqual(
      expect.objectContaining({ name: 'proof.kind', to: expect.objectContaining({ value: null }) }),
    );
  });
});

describe('an edit of the entry', () => {
  const councils = /councils:[\s\S]*?(?=claims:)/;

  test('a claim about a council that is gone: fails until the lock is updated', async () => {
    chain.writeEntry((text) => text.replace(councils, ''));
    const outcome = await check();
    expect(outcome.code).toBe(1);
    expect(failing(outcome)).toContain('level-fell');
    expect(outcome.texts).toContain('council.proper');
    await passesOnceUpdated();
  });

  test('an escrow more that one key controls: fails at its line until the lock is updated', async () => {
    const { node } = chain.op.portal;
    const { proxy } = await deployTransparent(node, stranger('one key'));
    chain.writeEntry((text) => text.replace('councils:', `  - '${proxy.address}'\ncouncils:`));
    const outcome = await liveCheck();
    expect(outcome.code).toBe(1);
    expect(failing(outcome)).toEqual(expect.arrayContaining(['level-fell', 'new-power', 'new-contract']));
    const power = outcome.found.find(({ kind }) => kind === 'new-power');
    expect(power).toMatchObject({ subject: expect.stringMatching(/^upgrade-escrow-/), location: { line: 9 } });
    await passesOnceUpdated(...chain.live);
  });

  test('another entry point: fails until the lock is updated', async () => {
    const { systemConfig, portal } = chain.op;
    chain.writeEntry((text) => text.replace(`'${systemConfig.address}'`, `'${portal.address}'`));
    const outcome = await check();
    expect(outcome.code).toBe(1);
    expect(failing(outcome)).toEqual(expect.arrayContaining(['new-contract']));
    await passesOnceUpdated();
  });

  /** Updates the lock and sees that it passes; then puts entry and lock back as they were. */
  async function passesOnceUpdated(...words: readonly string[]): Promise<void> {
    const lock = join(chain.directory, 'registry/credit.lock.yaml');
    const before = readFileSync(lock, 'utf8');
    expect((await run('check', '--update', ...words)).code).toBe(0);
    expect(await check('--strict', ...words)).toMatchObject({ code: 0, found: [] });
    chain.writeEntry();
    writeFileSync(lock, before);
  }
});
