import {
  type Address,
  encodeEventTopics,
  encodeFunctionData,
  encodeFunctionResult,
  type Hex,
  keccak256,
  pad,
  parseAbi,
  toFunctionSelector,
  zeroHash,
} from 'viem';
import { type EvidenceReader, evidenceId } from '../../src/evidence/reader.ts';
import type { CodeSummary, Log, ReadRequest, ReadResult } from '../../src/model/evidence.ts';
import { known, type Observation, unknown } from '../../src/model/observation.ts';

/** What a contract answers: by signature, the same for all arguments, or by signature and arguments. */
export type StubAnswer = { readonly view: string; readonly args?: readonly unknown[]; readonly value: unknown };
export type StubContract = {
  readonly answers: readonly StubAnswer[];
  /** Roles granted, for contracts with AccessControl. */
  readonly grants?: readonly { readonly role: Hex; readonly account: Address }[];
  /** Why its logs cannot be read, if they cannot. */
  readonly logs?: string;
};

const empty = keccak256('0x');
const granted = parseAbi(['event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)']);

/** A stand-in for a chain: contracts that answer what they are told to, every other address a key. For kinds that npm lacks. */
export function stubReader(contracts: Readonly<Record<Address, StubContract>>, chainId = 1): EvidenceReader {
  return {
    chainId,
    block: { number: 1n, hash: zeroHash, timestamp: 1n },
    grade: 'read',
    source: 'a stand-in',
    read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const evidence = [evidenceId(chainId, request)];
      const answer = answerTo(request, contracts);
      const observation =
        typeof answer === 'string' && request.kind === 'logs' ? unknown(answer, evidence) : known(answer, evidence);
      return Promise.resolve(observation as unknown as Observation<ReadResult[K]>);
    },
  };
}

function answerTo(request: ReadRequest, contracts: Readonly<Record<Address, StubContract>>): unknown {
  switch (request.kind) {
    case 'code':
      return codeOf(contracts[request.address]);
    case 'slot':
      return zeroHash;
    case 'logs':
      return logsOf(contracts[request.address]);
    case 'call':
      return call(contracts[request.to], request.data);
    case 'transaction':
      return unknown('no transactions here');
  }
}

function codeOf(contract: StubContract | undefined): CodeSummary {
  if (contract === undefined) return { hash: empty, size: 0, pushed: [], delegatecalls: false };
  const pushed = [...new Set(contract.answers.map(({ view }) => toFunctionSelector(view)))].sort();
  return { hash: keccak256(pushed.join('') as Hex), size: 100, pushed, delegatecalls: false };
}

function call(contract: StubContract | undefined, data: Hex): ReadResult['call'] {
  const answer = contract?.answers.find(({ view, args }) =>
    args === undefined
      ? data.startsWith(toFunctionSelector(view))
      : data === encodeFunctionData({ abi: parseAbi([view]), args } as never),
  );
  if (answer === undefined) return { reverted: '0x' };
  return { returned: encodeFunctionResult({ abi: parseAbi([answer.view]), result: answer.value } as never) };
}

function logsOf(contract: StubContract | undefined): readonly Log[] | string {
  if (contract?.logs !== undefined) return contract.logs;
  return (contract?.grants ?? []).map(({ role, account }, index) => ({
    topics: encodeEventTopics({ abi: granted, args: { role, account, sender: account } }) as Hex[],
    data: '0x' as const,
    block: 1n,
    index,
    transaction: pad('0x1', { size: 32 }),
  }));
}
