import fc from 'fast-check';
import { getAddress, type Address, type Hex } from 'viem';
import { summarise } from '../../src/evidence/code.ts';
import type { AnyResult } from '../../src/evidence/memo.ts';
import { evidenceId } from '../../src/evidence/reader.ts';
import type { ChainRecording, Recording } from '../../src/evidence/recording.ts';
import { grades, type ReadRequest } from '../../src/model/evidence.ts';
import { known, unknown, type Observation } from '../../src/model/observation.ts';

/** Between `min` and `max` bytes. */
export function anyBytes(min: number, max = min): fc.Arbitrary<Hex> {
  return fc
    .uint8Array({ minLength: min, maxLength: max })
    .map((bytes): Hex => `0x${Buffer.from(bytes).toString('hex')}`);
}

/** A checksummed address. */
export const anyAddress: fc.Arbitrary<Address> = anyBytes(20).map((bytes) => getAddress(bytes));
const anyWord = anyBytes(32);
const anyHeight = fc.bigInt({ min: 0n, max: 2n ** 53n - 1n });

const anyLog = fc.record({
  topics: fc.array(anyWord, { maxLength: 4 }),
  data: anyBytes(0, 40),
  block: anyHeight,
  index: fc.nat(),
  transaction: anyWord,
});

/** A request of any kind with a result of that kind. */
export const anyRead: fc.Arbitrary<readonly [ReadRequest, AnyResult]> = fc.oneof(
  fc.tuple(
    fc.record({ kind: fc.constant('call'), to: anyAddress, data: anyBytes(0, 40) }),
    fc.oneof(fc.record({ returned: anyBytes(0, 70) }), fc.record({ reverted: anyBytes(0, 70) })),
  ),
  fc.tuple(fc.record({ kind: fc.constant('slot'), address: anyAddress, slot: anyWord }), anyWord),
  fc.tuple(fc.record({ kind: fc.constant('code'), address: anyAddress }), anyBytes(0, 60).map(summarise)),
  fc.tuple(
    fc.record({
      kind: fc.constant('logs'),
      address: anyAddress,
      topics: fc.array(fc.option(anyWord), { maxLength: 4 }),
    }),
    fc.array(anyLog, { maxLength: 4 }),
  ),
  fc.tuple(
    fc.record({ kind: fc.constant('transaction'), hash: anyWord }),
    fc.record({ from: anyAddress, to: fc.option(anyAddress), input: anyBytes(0, 60) }),
  ),
) as fc.Arbitrary<readonly [ReadRequest, AnyResult]>;

function anyChain(chainId: number): fc.Arbitrary<ChainRecording> {
  const block = fc.record({ number: anyHeight, hash: anyWord, timestamp: anyHeight });
  const reason = fc.string({ unit: 'binary', maxLength: 60 });
  const read = fc.tuple(anyRead, fc.option(reason)).map(([[request, result], failed]) => {
    const id = evidenceId(chainId, request);
    const answer: Observation<AnyResult> = failed === null ? known(result, [id]) : unknown(failed, [id]);
    return [id, answer] as const;
  });
  const some = fc.uniqueArray(anyBytes(0, 40), { maxLength: 4 }).map((items) => items.sort());
  const proofs = fc.record({ header: anyBytes(0, 60), codes: some, nodes: some });
  const reads = fc.array(read, { maxLength: 12 }).map((all) => new Map(all));
  return fc.record({ block, reads, proofs }, { requiredKeys: ['block', 'reads'] });
}

/** Any recording of up to three chains. */
export const anyRecording: fc.Arbitrary<Recording> = fc.record({
  chain: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  grade: fc.constantFrom(...grades),
  source: fc.string({ unit: 'binary', maxLength: 100 }),
  chains: fc
    .uniqueArray(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { maxLength: 3 })
    .chain((ids) => fc.tuple(...ids.map((id) => anyChain(id).map((chain) => [id, chain] as const))))
    .map((chains) => new Map(chains)),
});
