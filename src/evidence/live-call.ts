import type { CallResult, ReadRequest } from '../model/evidence.ts';
import { known, unknown, type Observation } from '../model/observation.ts';
import type { JsonRpc } from './json-rpc.ts';
import { reasonOf, type Pin } from './pin.ts';
import { describe, meaningOf, revertData, type RpcError } from './rpc-error.ts';
import { asBytes } from './rpc-value.ts';

/** One `eth_call` from the zero address, with the gas the node allows. Answers longer than `maxBytes` are unknown. */
export async function readCall(
  rpc: JsonRpc,
  { parameter }: Pin,
  request: Extract<ReadRequest, { kind: 'call' }> & { readonly maxBytes: number },
): Promise<Observation<CallResult>> {
  const answer = await rpc.ask('eth_call', [{ to: request.to, data: request.data }, parameter]);
  if (answer.kind === 'error') return haltOf(answer.error);
  if (answer.kind === 'failed') return unknown(reasonOf(answer));
  const returned = asBytes(answer.value);
  if (returned === undefined) return unknown('the node answered a call with something else than bytes');
  if (returned.length > 2 + 2 * request.maxBytes)
    return unknown(`the call returned more than ${request.maxBytes} bytes`);
  return known({ returned });
}

function haltOf(error: RpcError): Observation<CallResult> {
  const meaning = meaningOf(error);
  if (meaning === 'gas') return unknown('the call used up all the gas that the node allows');
  if (meaning !== 'halted') return unknown(describe(error));
  const reverted = revertData(error);
  return reverted === undefined ? unknown('the node kept back what the call reverted with') : known({ reverted });
}
