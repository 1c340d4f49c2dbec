import { join } from 'node:path';
import { dayOf } from '../audit/current-claims.ts';
import { type Candidate, gate, type GateOptions } from '../check/index.ts';
import { FullfaithError } from '../model/error.ts';
import type { GateReport } from '../model/gate.ts';
import { readLock } from '../registry/lock-file.ts';
import type { Lock } from '../registry/lock.ts';
import { gateReporters } from '../report/gate/index.ts';
import { gateSummary } from '../report/gate/github.ts';
import { loadPolicy } from '../rules/load-policy.ts';
import { openCandidates } from './candidates.ts';
import type { Invocation, Options } from './command.ts';
import { exitCodeOfGate } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { choose } from './gate-chains.ts';
import { placesOf } from './places.ts';
import { addJobSummary, present, presentationOf } from './present.ts';
import { auditTime } from './surroundings.ts';
import { updateLock } from './update-lock.ts';

/** `check`: holds what is against what the lock says; with `--update` writes what is into the lock first. */
export async function runCheck({ words, options, surroundings }: Invocation): Promise<ExitCode> {
  const presentation = presentationOf<GateReport>(options, gateReporters, 'check');
  const gateOptions = gateOptionsOf(options);
  const places = placesOf(options, surroundings);
  const lockFile = options.lock ?? join(places.registry, 'credit.lock.yaml');
  const [policy, lock] = await Promise.all([loadPolicy(places.policy), lockOrNone(lockFile)]);
  const { chains, lost } = await choose(words, places.registry, lock);
  const job = { words, options, places, policy, lock, surroundings, named: words };
  const candidates: readonly Candidate[] = await openCandidates(chains, job);
  const day = dayOf(auditTime(surroundings));
  const context = { policy, lockFile, options: gateOptions, day };
  if (options.update) {
    const written = await updateLock(candidates, lost, { ...context, lock });
    surroundings.stderr.write(`${written.summary}\n`);
    return tell(gate(candidates, [], { ...context, lock: written.lock }));
  }
  return tell(gate(candidates, lost, { ...context, lock }));

  async function tell(report: GateReport): Promise<ExitCode> {
    await present(report, presentation, surroundings);
    if (presentation.chosen.some(({ format }) => format === 'github')) {
      await addJobSummary(gateSummary(report), surroundings);
    }
    return exitCodeOfGate(report.outcome);
  }
}

async function lockOrNone(file: string): Promise<Lock> {
  return (await readLock(file)) ?? { entries: new Map(), locate: () => ({ file, line: 1, column: 1 }) };
}

function gateOptionsOf({ allowBetter, strict, levelsOnly, maxAge }: Options): GateOptions {
  if (maxAge !== undefined && !/^\d{1,6}$/.test(maxAge)) {
    const message = `--max-age ${JSON.stringify(maxAge)} is no number of days.`;
    throw new FullfaithError('input', message, 'Give a whole number.');
  }
  return {
    allowBetter: allowBetter === true,
    strict: strict === true,
    levelsOnly: levelsOnly === true,
    maxAgeDays: maxAge === undefined ? null : Number(maxAge),
  };
}
