import type { Hex } from 'viem';
import { asBytes, asObject, quoted } from './rpc-value.ts';

/** A node's own error answer to one request. */
export type RpcError = { readonly code: number; readonly message: string; readonly data: unknown };

/**
 * What an error answer means for the asker. `halted`: the EVM ran the call and it failed, with `data` where the node gave
 * it. `gas`: it ran into the node's own gas limit, which says nothing about the contract. `busy`: asking again may help.
 * `range`: too many blocks or results were asked for at once. `lagging`: this node does not have the block (yet).
 */
export type ErrorMeaning = 'halted' | 'gas' | 'busy' | 'range' | 'lagging' | 'other';

const halted =
  /^(?:vm exception.*revert|execution reverted|reverted\b|vm execution error|evm error (?:invalidfeopcode|opcodenotfound|notactivated|stackunderflow|stackoverflow|invalidjump|revert|statechangeduringstaticcall|callnotallowedinsidestatic|outofoffset|precompile\w*)|invalid opcode|invalid jump destination|stack underflow|stack limit reached|write protection|return data out of bounds|bad instruction|bad jump)/i;
const gas = /out ?of ?gas|memoryoog|gas required exceeds|gas limit|gas uint64 overflow|evm error \w*oog/i;
const range =
  /block range|range (?:is )?too (?:large|wide|big)|range exceeds|exceeds? (?:the )?(?:max(?:imum)? )?(?:block )?range|max(?:imum)? (?:block )?range|query returned more than|too many (?:results|logs|blocks)|response size (?:exceed|should)|(?:result|response|log)s? (?:size |set )?(?:limit|exceed|too (?:large|big))|limited to (?:a )?\d|limit of \d|query timeout|query execution|blocks? limit|block limit|larger than|more than \d+ (?:results|logs|blocks)/i;
const busy =
  /rate ?limit|too many requests|request limit|limit exceeded|capacity|throughput|throttl|try again|timed? ?out|overloaded|unavailable|temporar|internal error|upstream|compute units/i;
const lagging =
  /header not found|unknown block|block not found|resource not found|header for hash not found|hash is not currently canonical/i;

/** Reads an `error` member; `undefined` if it is not shaped like one. */
export function asRpcError(value: unknown): RpcError | undefined {
  const error = asObject(value);
  const code = error?.['code'];
  const message = error?.['message'];
  if (typeof code !== 'number' || typeof message !== 'string') return undefined;
  return { code, message, data: error?.['data'] };
}

/** Says what the error means. The contract's own words stand at the end of a revert's message, so that comes first. */
export function meaningOf({ code, message, data }: RpcError): ErrorMeaning {
  if (halted.test(message)) return /bad|error/i.test(message) && gas.test(textOf(data)) ? 'gas' : 'halted';
  if (code === 3 && asBytes(data) !== undefined) return 'halted';
  if (gas.test(message)) return 'gas';
  if (code === 429) return 'busy';
  if (range.test(message)) return 'range';
  if (lagging.test(message)) return 'lagging';
  return code === -32005 || busy.test(message) ? 'busy' : 'other';
}

/**
 * With what data a halted call reverted: `0x` where it did without (an exceptional halt has none), `undefined` where the
 * message shows that there were some and the node kept them back.
 */
export function revertData({ message, data }: RpcError): Hex | undefined {
  const wrapped = asObject(data)?.['data'];
  const bytes = asBytes(wrapped ?? data) ?? asBytes(/^reverted (0x[0-9a-f]*)$/i.exec(textOf(data))?.[1]);
  if (bytes !== undefined) return bytes;
  const isBare = data === undefined || data === null || /^(?:reverted|bad \w+.*)$/i.test(textOf(data));
  return isBare && !/^execution reverted\s*:/i.test(message) ? '0x' : undefined;
}

/** For a reason. */
export function describe({ code, message }: RpcError): string {
  return `the node answered with error ${code}: ${quoted(message)}`;
}

function textOf(data: unknown): string {
  return typeof data === 'string' ? data : '';
}
