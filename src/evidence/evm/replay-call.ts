import { bytesToHex, hexToBytes, type Address, type Hex } from 'viem';
import type { CallResult, PinnedBlock } from '../../model/evidence.ts';
import { known, unknown, type Observation } from '../../model/observation.ts';
import { frameOf, Halted, NotReplayable, type Budget, type Outcome } from './frame.ts';
import { execute, firstOrdinary, type Running, type StateQuestion } from './machine.ts';
import type { Run } from './instructions.ts';

/** An `eth_call` from the zero address, and where and when it is made. */
export type ReplayedCall = {
  readonly chainId: number;
  readonly block: PinnedBlock;
  readonly to: Address;
  readonly data: Hex;
  readonly budget: Budget;
};

/** What a call comes to. `contextual`: it may come to something else at nodes that set time, height or gas otherwise. */
export type Replayed = { readonly result: CallResult; readonly contextual: boolean };

/**
 * What a call comes to in a state that is known in parts, by running it. Unknown where a part is missing, and where the result
 * depends on what no state says: precompiled contracts, balances, the header, gas. Never throws for what is in the state.
 */
export function replayCall(
  call: ReplayedCall,
  answer: (question: StateQuestion) => Observation<Hex>,
): Observation<Replayed> {
  const run = begin(call);
  try {
    const running = start(call, run);
    let step = running.next();
    while (step.done !== true) {
      const state = answer(step.value);
      if (state.status === 'unknown') return state;
      step = running.next(state.value);
    }
    return known({ result: resultOf(step.value), contextual: run.contextual });
  } catch (error) {
    return failure(error);
  }
}

/** Runs a call with answers that take their time, only to see which questions it asks. `undefined` for no answer ends it. */
export async function exploreCall(
  call: ReplayedCall,
  answer: (question: StateQuestion) => Promise<Hex | undefined>,
): Promise<readonly StateQuestion[]> {
  const asked: StateQuestion[] = [];
  try {
    const running = start(call, begin(call));
    let step = running.next();
    while (step.done !== true) {
      asked.push(step.value);
      const state = await answer(step.value);
      if (state === undefined) break;
      step = running.next(state);
    }
  } catch (error) {
    failure(error);
  }
  return asked;
}

function begin({ chainId, block }: ReplayedCall): Run {
  return { chainId, block, contextual: false };
}

function* start({ to, data, budget }: ReplayedCall, run: Run): Running {
  const address = BigInt(to);
  if (address < firstOrdinary) throw new NotReplayable(`a call of the precompiled contract ${to}`);
  const code = yield { kind: 'code', address: to.toLowerCase() as Address };
  try {
    return yield* execute(frameOf({ code, address, caller: 0n, input: hexToBytes(data), budget, depth: 0 }), run);
  } catch (error) {
    if (!(error instanceof Halted)) throw error;
    return { succeeded: false, output: new Uint8Array(0) };
  }
}

function resultOf({ succeeded, output }: Outcome): CallResult {
  return succeeded ? { returned: bytesToHex(output) } : { reverted: bytesToHex(output) };
}

function failure(error: unknown): Observation<never> {
  if (error instanceof NotReplayable) return unknown(error.message);
  throw error;
}
