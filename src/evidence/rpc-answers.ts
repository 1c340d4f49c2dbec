import { asRpcError, type RpcError } from './rpc-error.ts';
import { asObject } from './rpc-value.ts';

/** What came of a request: a result, the node's own error, or no answer at all. */
export type RpcAnswer =
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: RpcError }
  | { readonly kind: 'failed'; readonly reason: string };

/** The answers in the order of the requests, or why the exchange as a whole is no answer to them. */
export type Matched =
  | { readonly kind: 'answers'; readonly answers: readonly RpcAnswer[] }
  | { readonly kind: 'whole'; readonly error: RpcError }
  | { readonly kind: 'wrong'; readonly reason: string };

/**
 * Matches answers to requests by id, never by position: a node that leaves one out of a batch must not shift the others.
 * An id that is missing or answered twice is no answer.
 */
export function matchAnswers(ids: readonly number[], value: unknown): Matched {
  if (Array.isArray(value)) return { kind: 'answers', answers: matchBatch(ids, value) };
  const answer = asObject(value);
  if (answer === undefined) return { kind: 'wrong', reason: 'the answer is not JSON-RPC' };
  const whole = 'error' in answer ? asRpcError(answer['error']) : undefined;
  if (ids.length > 1) {
    return whole === undefined
      ? { kind: 'wrong', reason: 'a batch was not answered as one' }
      : { kind: 'whole', error: whole };
  }
  const isOurs = answer['id'] === ids[0] || (whole !== undefined && (answer['id'] ?? null) === null);
  return { kind: 'answers', answers: [isOurs ? toAnswer(answer) : wrongId] };
}

const wrongId: RpcAnswer = { kind: 'failed', reason: 'the answer is to another request' };

function matchBatch(ids: readonly number[], values: readonly unknown[]): readonly RpcAnswer[] {
  const byId = new Map<unknown, RpcAnswer>();
  for (const value of values) {
    const answer = asObject(value);
    const id = answer?.['id'];
    const isSecond = byId.has(id);
    byId.set(
      id,
      isSecond || answer === undefined ? { kind: 'failed', reason: 'two answers to one request' } : toAnswer(answer),
    );
  }
  return ids.map((id) => byId.get(id) ?? { kind: 'failed', reason: 'left out of the answer to a batch' });
}

function toAnswer(answer: Readonly<Record<string, unknown>>): RpcAnswer {
  const hasError = answer['error'] !== undefined && answer['error'] !== null;
  if (!hasError && 'result' in answer) return { kind: 'result', value: answer['result'] };
  const error = hasError && (answer['result'] ?? null) === null ? asRpcError(answer['error']) : undefined;
  return error === undefined ? { kind: 'failed', reason: 'the answer is not JSON-RPC' } : { kind: 'error', error };
}
