import { getAddress, hexToBytes, keccak256, type Address, type Hex } from 'viem';
import type { CodeSummary } from '../model/evidence.ts';

const push1 = 0x60;
const push32 = 0x7f;
const callCode = 0xf2;
const delegateCall = 0xf4;
const jumpDestination = 0x5b;
/** STOP, JUMP, RETURN, REVERT, INVALID and SELFDESTRUCT: what follows is reached by a jump, which lands on a JUMPDEST, or not at all. */
const ends: ReadonlySet<number> = new Set([0x00, 0x56, 0xf3, 0xfd, 0xfe, 0xff]);

/** `0xef0100 ‖ address`, EIP-7702. */
const delegation = /^0xef0100([0-9a-f]{40})$/;

/**
 * Minimal proxies, by the code up to the address and after it. What follows the code (immutable arguments of a clone) is
 * never run: their only jump is inside of what is listed.
 */
const clones: readonly (readonly [before: string, after: string])[] = [
  // EIP-1167; with arguments appended: OpenZeppelin 5 `Clones.cloneWithImmutableArgs`.
  ['363d3d373d3d3d363d73', '5af43d82803e903d91602b57fd5bf3'],
  // The cheaper variant named in EIP-1167's discussion (0age); Solady `LibClone`, also with arguments appended.
  ['3d3d3d3d363d3d37363d73', '5af43d3d93803e602a57fd5bf3'],
  // Solady `LibClone.clone_PUSH0`.
  ['5f5f365f5f37365f73', '5af43d5f5f3e5f3d91602a57fd5bf3'],
  // Vyper `create_minimal_proxy_to`, before and after it took over EIP-1167.
  ['366000600037611000600036600073', '5af41558576110006000f3'],
  ['366000600037611000600036600073', '5af4602c57600080fd5b6110006000f3'],
];

/**
 * Clones with immutable arguments (wighawag; Solady before 0.1), which dispute games use: a `ReceiveETH` log on plain
 * payments, otherwise calldata ‖ arguments go to the implementation.
 */
const cloneWithArguments =
  /^0x36602c57343d527f9e4ac34f21c619cefc926c8bd93b54bf5a39c7ab2127a895af1cc0691d7e3dff593da1005b363d3d373d3d3d3d61[0-9a-f]{4}806062363936013d73([0-9a-f]{40})5af43d3d93803e606057fd5bf3/;

/** Hash, size, pushed values and delegate of runtime code (lower-case hex). */
export function summarise(code: Hex): CodeSummary {
  const bytes = hexToBytes(code);
  const delegate = delegateOf(code);
  const summary = { hash: keccak256(bytes), size: bytes.length, ...scan(withoutMetadata(bytes)) };
  return delegate === undefined ? summary : { ...summary, delegate };
}

/**
 * The code without the CBOR map that solc and vyper append: its last two bytes say how long it is, and it starts as a map of one
 * to four entries (0xa1–0xa4). Taken for code, a hash in it may look like an instruction.
 */
function withoutMetadata(code: Uint8Array): Uint8Array {
  const [high, low] = code.subarray(-2);
  if (high === undefined || low === undefined) return code;
  const start = code.length - 2 - (high * 256 + low);
  const first = code[start];
  return first !== undefined && first >= 0xa1 && first <= 0xa4 ? code.subarray(0, start) : code;
}

/**
 * The values of PUSH3 and PUSH4, left-padded to 4 bytes, sorted: selectors with two leading zero bytes are missed, for
 * shorter pushes are nearly all jump targets. Data behind the code are scanned as if they were code, so more may be found
 * than is there; but an instruction counts only where something can get to it.
 */
function scan(code: Uint8Array): Pick<CodeSummary, 'pushed' | 'delegatecalls'> {
  const values = new Set<Hex>();
  let delegatecalls = false;
  let reachable = true;
  for (let at = 0; at < code.length; at++) {
    const opcode = code[at] as number;
    if (opcode === jumpDestination) reachable = true;
    if (reachable && (opcode === callCode || opcode === delegateCall)) delegatecalls = true;
    if (ends.has(opcode)) reachable = false;
    if (opcode < push1 || opcode > push32) continue;
    const size = opcode - push1 + 1;
    if ((size === 3 || size === 4) && at + size < code.length) values.add(padded(code.subarray(at + 1, at + 1 + size)));
    at += size;
  }
  return { pushed: [...values].sort(), delegatecalls };
}

function padded(bytes: Uint8Array): Hex {
  return `0x${[...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .padStart(8, '0')}`;
}

function delegateOf(code: Hex): CodeSummary['delegate'] {
  const delegated = delegation.exec(code)?.[1];
  if (delegated !== undefined) return { kind: 'eip7702', to: addressOf(delegated) };
  const target = cloneWithArguments.exec(code)?.[1] ?? cloneTarget(code.slice(2));
  return target === undefined ? undefined : { kind: 'eip1167', to: addressOf(target) };
}

function cloneTarget(code: string): string | undefined {
  for (const [before, after] of clones) {
    const end = before.length + 40;
    if (code.startsWith(before) && code.startsWith(after, end)) return code.slice(before.length, end);
  }
  return undefined;
}

function addressOf(hex: string): Address {
  return getAddress(`0x${hex}`);
}
