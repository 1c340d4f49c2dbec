import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyResult } from '../../src/evidence/memo.ts';
import { parseRecording } from '../../src/evidence/parse-recording.ts';
import { evidenceId, type EvidenceReader } from '../../src/evidence/reader.ts';
import { record } from '../../src/evidence/recorder.ts';
import { replay } from '../../src/evidence/recorded.ts';
import { serialiseRecording } from '../../src/evidence/recording.ts';
import type { ReadRequest } from '../../src/model/evidence.ts';
import { known, unknown, type Observation } from '../../src/model/observation.ts';
import { anyRead } from './arbitraries.ts';

const block = { number: 5n, hash: `0x${'05'.repeat(32)}`, timestamp: 9n } as const;

/** Answers from a table, counting; fails for what is not in it. Its answers rest on other evidence too. */
function tableReader(chainId: number, answers: ReadonlyMap<string, AnyResult>) {
  const asked: string[] = [];
  const read = async (request: ReadRequest): Promise<Observation<AnyResult>> => {
    const id = evidenceId(chainId, request);
    asked.push(id);
    await Promise.resolve();
    const answer = answers.get(id);
    return answer === undefined ? unknown('refused') : known(answer, [id, 'more']);
  };
  const reader: EvidenceReader = {
    chainId,
    block,
    grade: 'read',
    source: 'a table',
    read: read as EvidenceReader['read'],
  };
  return { reader, asked };
}

describe('a recorder', () => {
  it('replays exactly what it answered, through its text', async () => {
    const reads = fc.uniqueArray(fc.tuple(anyRead, fc.boolean()), {
      maxLength: 20,
      selector: ([[request]]) => evidenceId(1, request),
    });
    await fc.assert(
      fc.asyncProperty(reads, async (all) => {
        const table = all.flatMap(([[request, result], fails]) =>
          fails ? [] : [[evidenceId(1, request), result] as const],
        );
        const recorder = record([tableReader(1, new Map(table)).reader], { chain: 'example' });
        const requests = all.map(([[request]]) => request);
        const live = await Promise.all(requests.map((request) => recorder.readerOf(1)?.read(request)));
        const replayed = replay(parseRecording(serialiseRecording(recorder.recording()), 'x'))(1);
        expect(await Promise.all(requests.map((request) => replayed?.read(request)))).toEqual(live);
        expect(replayed).toMatchObject({ chainId: 1, block, grade: 'read', source: 'a table' });
      }),
    );
  });

  it('asks each question once, also when it is asked in parallel', async () => {
    const { reader, asked } = tableReader(1, new Map());
    const wrapped = record([reader], { chain: 'example' }).readerOf(1);
    const request = { kind: 'transaction', hash: block.hash } as const;
    await Promise.all([wrapped?.read(request), wrapped?.read(request)]);
    await wrapped?.read({ ...request, hash: block.hash.toUpperCase().replace('0X', '0x') as typeof block.hash });
    expect(asked).toEqual([evidenceId(1, request)]);
  });

  it('keeps the chains apart and takes the label it is given', async () => {
    const request = { kind: 'slot', address: '0x00000000000000000000000000000000000000a1', slot: block.hash } as const;
    const [one, ten] = [1, 10].map((id) => tableReader(id, new Map([[evidenceId(id, request), block.hash]])).reader);
    if (one === undefined || ten === undefined) throw new Error('unreachable');
    const recorder = record([one, ten], { chain: 'example', grade: 'reconstructed', source: 'a data set' });
    await recorder.readerOf(10)?.read(request);
    const recording = recorder.recording();
    expect(recording).toMatchObject({ chain: 'example', grade: 'reconstructed', source: 'a data set' });
    expect([...recording.chains].map(([id, { reads }]) => [id, [...reads.keys()]])).toEqual([
      [1, []],
      [10, [evidenceId(10, request)]],
    ]);
    expect(recorder.readerOf(2)).toBeUndefined();
  });
});

describe('a recorded reader', () => {
  it('does not know what was never asked', async () => {
    const recording = record([tableReader(1, new Map()).reader], { chain: 'example' }).recording();
    const answer = await replay(recording)(1)?.read({ kind: 'transaction', hash: block.hash });
    expect(answer).toEqual({
      status: 'unknown',
      reason: 'not in the recording',
      evidence: [`1/transaction/${block.hash}`],
    });
    expect(replay(recording)(2)).toBeUndefined();
  });
});
