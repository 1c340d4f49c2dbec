import { setTimeout } from 'node:timers/promises';
import { auditChain } from '../audit/index.ts';
import { afterLook, afterOutage, type Look, newlyFailed, type WatchState } from '../check/index.ts';
import type { Chain } from '../model/chain.ts';
import { FullfaithError } from '../model/error.ts';
import type { ChainReport } from '../model/report.ts';
import { loadPolicy } from '../rules/load-policy.ts';
import { loadChains } from './chains.ts';
import type { Invocation } from './command.ts';
import { deliverNotices } from './deliver-notices.ts';
import { openEvidence } from './evidence-source.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { tellFailure } from './failure.ts';
import { placesOf } from './places.ts';
import { present } from './present.ts';
import { auditTime } from './surroundings.ts';
import { pauseAfter } from './watch-pause.ts';
import { type WatchPlan, watchPlanOf } from './watch-plan.ts';
import { readState, writeState } from './watch-state-file.ts';

/** `watch`: looks, tells what changed since the last look, and looks again. Ends only with `--once`. */
export async function runWatch(invocation: Invocation): Promise<ExitCode> {
  const { options, surroundings } = invocation;
  const plan = watchPlanOf(options, surroundings);
  // What is wrong with the registry, the policy or the state is told before the first pause.
  await Promise.all([readState(plan.stateFile), inputsOf(invocation)]);
  for (;;) {
    const code = await lookOnce(invocation, plan);
    if (plan.rhythm === null) return code;
    await pauseAfter(code, plan, options);
  }
}

/** One look, with a second and a third where the node did not answer. */
async function lookOnce(invocation: Invocation, plan: WatchPlan): Promise<ExitCode> {
  const { surroundings } = invocation;
  try {
    const state = await readState(plan.stateFile);
    const look = await patiently(invocation, state);
    return await tellLook(look, state, { invocation, plan });
  } catch (error) {
    if (!(error instanceof FullfaithError)) throw error;
    const code = tellFailure(error, surroundings);
    if (error.kind !== 'evidence') {
      if (plan.rhythm === null) throw error;
      return code;
    }
    const now = Math.floor(surroundings.now() / 1000);
    const state = afterOutage(await readState(plan.stateFile), error.message, now);
    await writeState(plan.stateFile, state);
    await deliverNotices(state, plan, surroundings);
    return code;
  }
}

type Watching = { readonly invocation: Invocation; readonly plan: WatchPlan };

async function tellLook(look: Look, before: WatchState, { invocation, plan }: Watching): Promise<ExitCode> {
  const { surroundings } = invocation;
  const { state, diff } = afterLook(before, look);
  const chains = `${look.reports.length} ${look.reports.length === 1 ? 'chain' : 'chains'}`;
  if (diff === null) {
    const what = before.report === null ? `Watching ${chains} from now on` : `Nothing changed in ${chains}`;
    surroundings.stderr.write(`${timeText(surroundings.now())} ${what}.\n`);
  } else {
    await present(diff, plan.presentation, surroundings);
  }
  // Told first, remembered then: whoever kills the program in between is told twice and never not at all.
  await writeState(plan.stateFile, plan.webhook === null ? { ...state, pending: [] } : state);
  const delivered = await deliverNotices(state, plan, surroundings);
  return diff === null && delivered ? exitCodes.expected : exitCodes.gateFailed;
}

/** Pauses between attempts, in milliseconds. */
const pauses = [1000, 4000];

/** A look whose reads did not fail more than before; after three attempts whatever there is. */
async function patiently(invocation: Invocation, state: WatchState): Promise<Look> {
  for (const pause of pauses) {
    try {
      const look = await lookAt(invocation);
      if (newlyFailed(state, look.reports).length === 0) return look;
    } catch (error) {
      if (!(error instanceof FullfaithError) || error.kind !== 'evidence') throw error;
    }
    await setTimeout(pause);
  }
  return lookAt(invocation);
}

async function lookAt(invocation: Invocation): Promise<Look> {
  const { words, options, surroundings } = invocation;
  const { policy, chains } = await inputsOf(invocation);
  const source = await openEvidence(options, placesOf(options, surroundings), surroundings);
  const reports: ChainReport[] = [];
  const isAudited = (chain: Chain) => words.length > 0 || source.has(chain);
  for (const chain of chains.filter(isAudited)) {
    const now = auditTime(surroundings);
    reports.push(await source.audit(chain, (readerOf) => auditChain({ chain, readerOf, policy, now })));
  }
  await source.confirm();
  return { policy, reports, asked: (id) => words.length === 0 || words.includes(id) };
}

async function inputsOf({ words, options, surroundings }: Invocation) {
  const places = placesOf(options, surroundings);
  const [policy, chains] = await Promise.all([loadPolicy(places.policy), loadChains(places.registry, words)]);
  return { policy, chains };
}

function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19);
}
