import { type Hex, isHex, size } from 'viem';
import { beforeAll, describe, expect, it } from 'vitest';
import { type EvidenceReader, evidenceId } from '../../src/evidence/reader.ts';
import type { EvidenceId, ReadRequest, ReadResult } from '../../src/model/evidence.ts';
import { map, type Observation } from '../../src/model/observation.ts';
import type { Policy } from '../../src/model/rule.ts';
import { improves } from './improves.ts';
import { chosen, chosenChains, type Recorded, shippedPolicy } from './recorded-audits.ts';

/** An address of which nothing is recorded: what stands there could be anybody’s. */
const stranger = 'badd00d1'.repeat(5);
/** A word that holds an address: twelve zero bytes, and more than a small number. */
const addressWord = /^0{24}(?!0{16})[0-9a-f]{40}$/;

/** An answer in which one address is a stranger’s. */
type Swapped = { readonly id: EvidenceId; readonly word: number; readonly answer: ReadResult['call' | 'slot'] };

const chains = await chosenChains();

describe('a stranger in the place of any address never improves the verdict', () => {
  let policy: Policy;
  beforeAll(async () => {
    policy = await shippedPolicy('full-faith');
  });

  it.each(chains.map((one) => [one.chain.id, one] as const))('of %s', { timeout: 300_000 }, async (_, recorded) => {
    const whole = await recorded.audit(policy);
    const all = await collectSwapped(recorded, policy);
    expect(all.length).toBeGreaterThan(0);
    const better: string[] = [];
    for (const swapped of chosen(all)) {
      const changed = await recorded.audit(policy, (reader) => answering(reader, swapped));
      if (improves(changed, whole, policy)) better.push(`word ${swapped.word} of ${swapped.id}`);
    }
    expect(better).toEqual([]);
  });
});

/** Every answer of an audit with one of its addresses swapped, for each address. */
async function collectSwapped(recorded: Recorded, policy: Policy): Promise<readonly Swapped[]> {
  const answers = new Map<EvidenceId, ReadResult['call' | 'slot']>();
  await recorded.audit(policy, (reader) => ({
    ...reader,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const answer = await reader.read<K>(request);
      if ((request.kind === 'call' || request.kind === 'slot') && answer.status === 'known')
        answers.set(evidenceId(reader.chainId, request), answer.value as ReadResult['call' | 'slot']);
      return answer;
    },
  }));
  return [...answers].flatMap(([id, answer]) => swaps(answer).map((one) => ({ id, ...one })));
}

function swaps(answer: ReadResult['call' | 'slot']): readonly Omit<Swapped, 'id'>[] {
  const data = isHex(answer) ? answer : 'returned' in answer ? answer.returned : '0x';
  const words = Array.from({ length: Math.floor(size(data) / 32) }, (_, at) => data.slice(2 + 64 * at, 66 + 64 * at));
  return words.flatMap((text, word) => {
    if (!addressWord.test(text)) return [];
    const swapped: Hex = `0x${words.with(word, stranger.padStart(64, '0')).join('')}`;
    return [{ word, answer: isHex(answer) ? swapped : { returned: swapped } }];
  });
}

function answering(reader: EvidenceReader, { id, answer }: Swapped): EvidenceReader {
  return {
    ...reader,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const real = await reader.read<K>(request);
      if (evidenceId(reader.chainId, request) !== id) return real;
      return map(real as Observation<unknown>, () => answer) as typeof real;
    },
  };
}
