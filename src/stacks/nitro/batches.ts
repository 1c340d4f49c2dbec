import { type Address, decodeAbiParameters, type Hex, numberToHex, size, sliceHex, toEventSelector } from 'viem';
import { ask } from '../../authority/ask.ts';
import { type Contract, selectorOf } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs } from '../../evidence/reads.ts';
import type { Log } from '../../model/evidence.ts';
import { chain, chainRead, known, notNull, type Observation, unknown } from '../../model/observation.ts';

/** Where the data of a batch are: on Ethereum, with a data committee, or on a network that the header byte stands for. */
export type DataPlace = 'ethereum' | 'committee' | 'celestia' | 'avail' | 'eigenda' | 'other';

/** The last batch that holds any data: where these are, and who posted it. */
export type Batch = { readonly place: DataPlace; readonly poster: Address };

const delivered = toEventSelector(
  'event SequencerBatchDelivered(uint256 indexed, bytes32 indexed, bytes32 indexed, bytes32, uint256, (uint64,uint64,uint64,uint64), uint8)',
);
const separateData = toEventSelector('event SequencerBatchData(uint256 indexed batchSequenceNumber, bytes data)');

/** `BatchDataLocation` of IBridge.sol. */
const locations = { input: 0, separate: 1, none: 2, blob: 3 } as const;

/** Functions of SequencerInbox.sol by which a batch comes as calldata; its data are always the second argument. */
const fromOrigin: ReadonlySet<Hex> = new Set(
  [
    'function addSequencerL2BatchFromOrigin(uint256, bytes, uint256, address)',
    'function addSequencerL2BatchFromOrigin(uint256, bytes, uint256, address, uint256, uint256)',
    'function addSequencerL2BatchFromOriginDelayProof(uint256, bytes, uint256, address, uint256, uint256, (bytes32,(uint8,address,uint64,uint64,uint256,uint256,bytes32)))',
  ].map(selectorOf),
);

/**
 * The first byte of a batch says how to read it: brotli, and with zeros left out (SequencerInbox.sol); a certificate of a data committee,
 * alone or with its tree flag (0x80, 0x88); data elsewhere, as forks of Nitro number them; and a place that 3.2.0 leaves open (0x01).
 */
const places: ReadonlyMap<Hex, DataPlace> = new Map<Hex, DataPlace>([
  ['0x00', 'ethereum'],
  ['0x20', 'ethereum'],
  ['0x80', 'committee'],
  ['0x88', 'committee'],
  ['0x63', 'celestia'],
  ['0x0a', 'avail'],
  ['0xed', 'eigenda'],
  ['0x01', 'other'],
]);

/** Batches without data (forced inclusions, empty ones) are passed over; after so many the search ends. */
const searchLimit = 8;

/** Reads the last batch with data. Unknown where there is none, or where its first byte says nothing that is known here. */
export async function lastBatch(inbox: Contract, resolver: Resolver): Promise<Observation<Batch>> {
  const view = 'function batchCount() view returns (uint256)';
  const count = notNull(await ask(resolver, { of: inbox, view }), `${inbox.address} does not count its batches`);
  return chainRead(count, async (total) => {
    for (let back = 1n; back <= BigInt(searchLimit) && back <= total; back += 1n) {
      const batch = await readBatch(inbox, total - back, resolver);
      if (batch.status === 'unknown') return batch;
      if (batch.value !== null) return batch as Observation<Batch>;
    }
    return unknown(`none of the last ${searchLimit} batches in ${inbox.address} holds data`);
  });
}

async function readBatch(inbox: Contract, number: bigint, { reader }: Resolver): Promise<Observation<Batch | null>> {
  const topic = numberToHex(number, { size: 32 });
  const logs = await readLogs(reader, inbox.address, [delivered, topic]);
  const log = chain(logs, ([first, ...more]) =>
    first !== undefined && more.length === 0
      ? known(first)
      : unknown(`the log of batch ${number} is not there, or not alone`),
  );
  return chainRead(log, async (found) => {
    const location = locationOf(found);
    if (location === locations.none) return known(null);
    const transaction = await reader.read({ kind: 'transaction', hash: found.transaction });
    return chainRead(transaction, async ({ from, input }) => {
      if (location === locations.blob) return known({ place: 'ethereum', poster: from });
      const data = location === locations.input ? calldataOf(input) : await separate(inbox, topic, reader);
      return chain(data, (bytes) => batchOf(bytes, from, number));
    });
  });
}

/** The last word of the log, which has seven; nothing known where it is another. */
function locationOf({ data }: Log): number | null {
  return size(data) === 224 ? Number(BigInt(sliceHex(data, 192, 224))) : null;
}

function calldataOf(input: Hex): Observation<Hex> {
  if (size(input) < 4 || !fromOrigin.has(sliceHex(input, 0, 4))) {
    return unknown('the last batch came by a call that is not known');
  }
  return decodeBytes([{ type: 'uint256' }, { type: 'bytes' }], sliceHex(input, 4), 1);
}

async function separate(inbox: Contract, topic: Hex, reader: Resolver['reader']): Promise<Observation<Hex>> {
  const logs = await readLogs(reader, inbox.address, [separateData, topic]);
  return chain(logs, ([first]) =>
    first === undefined
      ? unknown('the data of the last batch were not logged')
      : decodeBytes([{ type: 'bytes' }], first.data, 0),
  );
}

function decodeBytes(types: readonly { readonly type: string }[], data: Hex, at: number): Observation<Hex> {
  try {
    return known(decodeAbiParameters(types, data)[at] as Hex);
  } catch {
    return unknown('the last batch does not decode');
  }
}

function batchOf(data: Hex, poster: Address, number: bigint): Observation<Batch | null> {
  if (size(data) === 0) return known(null);
  const header = sliceHex(data, 0, 1);
  const place = places.get(header);
  if (place === undefined)
    return unknown(`batch ${number} begins with ${header}, which says nothing that is known here`);
  return known({ place, poster });
}
