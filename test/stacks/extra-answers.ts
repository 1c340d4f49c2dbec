import { type Abi, type Address, encodeFunctionData, encodeFunctionResult, parseAbi } from 'viem';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import type { ReadRequest } from '../../src/model/evidence.ts';
import { known } from '../../src/model/observation.ts';

/** An answer that a recording lacks, because no audit asked for it. */
export type ExtraAnswer = {
  readonly of: Address;
  readonly view: string;
  readonly args?: readonly unknown[];
  readonly value: unknown;
};

/** The reader, which also answers what a test tells it to; what it tells goes before what was recorded. */
export function answeringAlso(reader: EvidenceReader, extra: readonly ExtraAnswer[]): EvidenceReader {
  const given = new Map(
    extra.map(({ of, view, args = [], value }) => {
      const abi = parseAbi([view]) as Abi;
      const asked = `${of}/${encodeFunctionData({ abi, args: args as unknown[] })}`;
      return [asked, encodeFunctionResult({ abi, result: value } as never)];
    }),
  );
  const read = (request: ReadRequest) => {
    const returned = request.kind === 'call' ? given.get(`${request.to}/${request.data}`) : undefined;
    return returned === undefined ? reader.read(request as never) : Promise.resolve(known({ returned }));
  };
  return { ...reader, read: read as EvidenceReader['read'] };
}
