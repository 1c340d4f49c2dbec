import {
  type Abi,
  type AbiParameter,
  type AbiParameterToPrimitiveType,
  type Address,
  decodeFunctionResult,
  encodeFunctionData,
  getAddress,
  type Hex,
  type ParseAbiItem,
  parseAbi,
  toFunctionSelector,
} from 'viem';
import type { CodeSummary, Log } from '../model/evidence.ts';
import { chain, known, map, type Observation, type Unknown, unknown } from '../model/observation.ts';
import { type EvidenceReader, evidenceId } from './reader.ts';

/** What a function of this human-readable signature returns, e.g. `bigint` for `function delay() view returns (uint256)`. */
export type ViewResult<S extends string> =
  ParseAbiItem<S> extends { readonly outputs: infer Outputs extends readonly AbiParameter[] }
    ? Outputs extends readonly [infer Only extends AbiParameter]
      ? AbiParameterToPrimitiveType<Only>
      : {
          readonly [K in keyof Outputs]: Outputs[K] extends AbiParameter
            ? AbiParameterToPrimitiveType<Outputs[K]>
            : never;
        }
    : unknown;

/** One call of a view function: on which contract, which function (human-readable ABI), with which arguments. */
export type ViewCall<S extends string> = { readonly on: Address; readonly view: S; readonly args?: readonly unknown[] };

/** A function as it is asked. */
type View = { readonly abi: Abi; readonly selector: Hex };

const views = new Map<string, View>();

/** Calls a view function and decodes what it returns. A revert, an answer that doesn't decode, or an argument out of range is unknown. */
export async function readView<const S extends string>(
  reader: EvidenceReader,
  call: ViewCall<S>,
): Promise<Observation<ViewResult<S>>> {
  const abi = abiOf(call.view);
  const data = callData(call);
  if (data === null) return unaskable(call);
  const request = { kind: 'call', to: call.on, data } as const;
  const answer = await reader.read(request);
  return chain(answer, (result) => {
    const evidence = [evidenceId(reader.chainId, request)];
    if ('reverted' in result) return unknown(`${describe(call)} reverted`, evidence);
    return decode<S>(call, abi, result.returned, evidence);
  });
}

/** The call as it is sent; null where an argument, which may be what another contract answered, does not fit its type. */
export function callData({ view, args }: ViewCall<string>): Hex | null {
  const { abi, selector } = viewOf(view);
  try {
    return encodeFunctionData({ abi, functionName: selector, args: (args ?? []) as unknown[] });
  } catch {
    return null;
  }
}

/** What is known where `callData` is null. */
export function unaskable(call: ViewCall<string>): Unknown {
  return unknown(`${describe(call)} cannot be asked: an argument does not fit its type`);
}

function decode<S extends string>(
  call: ViewCall<S>,
  abi: Abi,
  data: Hex,
  evidence: readonly string[],
): Observation<ViewResult<S>> {
  try {
    return known(decodeFunctionResult({ abi, data } as never) as ViewResult<S>, evidence);
  } catch {
    const size = (data.length - 2) / 2;
    return unknown(`${describe(call)} returned ${size} bytes that are not what its signature says`, evidence);
  }
}

/** A storage slot as 32 bytes. */
export function readSlot(reader: EvidenceReader, address: Address, slot: Hex): Promise<Observation<Hex>> {
  return reader.read({ kind: 'slot', address, slot });
}

/** The address in the low 20 bytes of a slot; the zero address where nothing was stored. */
export async function readSlotAddress(
  reader: EvidenceReader,
  address: Address,
  slot: Hex,
): Promise<Observation<Address>> {
  return map(await readSlot(reader, address, slot), (word) => getAddress(`0x${word.slice(-40)}`));
}

/** The function's name with its contract, for reasons: `delay() of 0x…`. */
function describe(call: ViewCall<string>): string {
  const name = /function\s+(\w+\([^)]*\))/.exec(call.view)?.[1] ?? call.view;
  const args = call.args?.length ? ` with ${call.args.map(String).join(', ')}` : '';
  return `${name}${args} of ${call.on}`;
}

/** The parsed ABI of one human-readable signature. */
export function abiOf(view: string): Abi {
  return viewOf(view).abi;
}

/** Parsing and hashing are slow, so it is done once for each signature. */
function viewOf(view: string): View {
  const cached = views.get(view);
  if (cached) return cached;
  const found = { abi: parseAbi([view]) as Abi, selector: toFunctionSelector(view) };
  views.set(view, found);
  return found;
}

/** What is needed of the code at an address. */
export function readCode(reader: EvidenceReader, address: Address): Promise<Observation<CodeSummary>> {
  return reader.read({ kind: 'code', address });
}

/** Every log of the contract with this first topic, from the genesis to the pinned block, in chain order. */
export function readLogs(
  reader: EvidenceReader,
  address: Address,
  topics: readonly (Hex | null)[],
): Promise<Observation<readonly Log[]>> {
  return reader.read({ kind: 'logs', address, topics });
}
