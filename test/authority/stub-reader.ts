import {
  type AbiEvent,
  type Address,
  encodeAbiParameters,
  encodeEventTopics,
  encodeFunctionData,
  encodeFunctionResult,
  type Hex,
  keccak256,
  numberToHex,
  parseAbi,
  toFunctionSelector,
  zeroAddress,
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
  /** Other events it has emitted, and who sent the transactions. */
  readonly events?: readonly StubEvent[];
  /** What its storage holds; every other slot is zero. */
  readonly slots?: Readonly<Record<Hex, Hex>>;
  /** Functions that its code has beside those that answer; they revert. */
  readonly silent?: readonly string[];
  /** Numbers that its code pushes, in 4 bytes. */
  readonly pushes?: readonly Hex[];
};
export type StubEvent = {
  readonly event: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly sender?: Address;
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
      return contracts[request.address]?.slots?.[request.slot] ?? zeroHash;
    case 'logs':
      return logsOf(contracts[request.address], request.topics[0] ?? null);
    case 'call':
      return call(contracts[request.to], request.data);
    case 'transaction':
      return { from: senderOf(request.hash, contracts), to: null, input: '0x' };
  }
}

function codeOf(contract: StubContract | undefined): CodeSummary {
  if (contract === undefined) return { hash: empty, size: 0, pushed: [], delegatecalls: false };
  const named = [...contract.answers.map(({ view }) => view), ...(contract.silent ?? [])];
  const pushed = [...new Set([...named.map((view) => toFunctionSelector(view)), ...(contract.pushes ?? [])])].sort();
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

function logsOf(contract: StubContract | undefined, topic: Hex | null): readonly Log[] | string {
  if (contract?.logs !== undefined) return contract.logs;
  const roles = (contract?.grants ?? []).map(({ role, account }) => ({
    topics: encodeEventTopics({ abi: granted, args: { role, account, sender: account } }) as Hex[],
    data: '0x' as const,
  }));
  const others = (contract?.events ?? []).map(encodeEvent);
  return [...roles, ...others]
    .map((log, index) => ({ ...log, block: 1n, index, transaction: hashOf(index) }))
    .filter(({ topics }) => topic === null || topics[0] === topic);
}

function encodeEvent({ event, args }: StubEvent): Pick<Log, 'topics' | 'data'> {
  const abi = parseAbi([event]) as unknown as readonly [AbiEvent];
  const plain = abi[0].inputs.filter(({ indexed }) => indexed !== true);
  const data = encodeAbiParameters(
    plain,
    plain.map(({ name = '' }) => args[name]),
  );
  return { topics: encodeEventTopics({ abi, args } as never) as Hex[], data };
}

function hashOf(index: number): Hex {
  return numberToHex(index + 1, { size: 32 });
}

/** Who sent the transaction of an event: its number among the events of its contract, whichever that is. */
function senderOf(hash: Hex, contracts: Readonly<Record<Address, StubContract>>): Address {
  const senders = Object.values(contracts).flatMap(({ grants = [], events = [] }) =>
    events.flatMap(({ sender }, index) => (hashOf(grants.length + index) === hash && sender ? [sender] : [])),
  );
  return senders[0] ?? zeroAddress;
}
