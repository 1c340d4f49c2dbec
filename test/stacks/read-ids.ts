import { type Abi, type Address, encodeFunctionData, getAddress, parseAbi, stringToHex } from 'viem';
import { evidenceId } from '../../src/evidence/reader.ts';
import type { EvidenceId } from '../../src/model/evidence.ts';

/** The name of one call: of which contract on which chain, which function, with which arguments. */
export function callId(to: Address, view: string, args: readonly unknown[] = [], chainId = 1): EvidenceId {
  const data = encodeFunctionData({ abi: parseAbi([view]) as Abi, args: args as unknown[] });
  return evidenceId(chainId, { kind: 'call', to: getAddress(to), data });
}

/** A name as a right-padded bytes32. */
export function bytes32(name: string): `0x${string}` {
  return stringToHex(name, { size: 32 });
}
