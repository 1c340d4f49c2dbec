import fc from 'fast-check';
import type { Hex } from 'viem';
import { describe, expect, test } from 'vitest';
import { auditReport } from '../../src/audit/index.ts';
import { type EvidenceReader, evidenceId } from '../../src/evidence/reader.ts';
import { summarise } from '../../src/evidence/code.ts';
import type { ReadRequest, ReadResult } from '../../src/model/evidence.ts';
import { known, type Observation, unknown } from '../../src/model/observation.ts';
import { reporters } from '../../src/report/index.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { recordedChains, shippedPolicy } from '../audit/recorded-audits.ts';
import { fuzz, fuzzTimeout } from './fuzz.ts';

const policy = await shippedPolicy('full-faith');
const all = await recordedChains();
/** One chain of each stack. */
const chains = all.filter(({ chain }, at) => all.findIndex((other) => other.chain.stack === chain.stack) === at);

type Any = Observation<ReadResult[ReadRequest['kind']]>;
/** What becomes of every so many answers. `salt` decides which. */
type Lie = { readonly salt: number; readonly oneIn: number; readonly kind: string; readonly bytes: Uint8Array };

const anyLie: fc.Arbitrary<Lie> = fc.record({
  salt: fc.nat(),
  oneIn: fc.constantFrom(1, 3, 10, 40),
  kind: fc.constantFrom('flip', 'cut', 'extend', 'ones', 'zeros', 'text', 'empty', 'revert', 'lost', 'junk', 'huge'),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 100 }),
});

function lying(reader: EvidenceReader, lie: Lie): EvidenceReader {
  return {
    ...reader,
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const id = evidenceId(reader.chainId, request);
      const honest = await reader.read<K>(request);
      const isChosen = (hashOf(id) + lie.salt) % lie.oneIn === 0;
      return (isChosen ? lieAbout(honest as Any, request.kind, lie) : honest) as Observation<ReadResult[K]>;
    },
  };
}

function lieAbout(honest: Any, kind: ReadRequest['kind'], lie: Lie): Any {
  const { evidence } = honest;
  if (lie.kind === 'lost' || honest.status === 'unknown') return unknown('\u001b[2J<b>|`lost`', evidence);
  const { value } = honest;
  if (kind === 'slot')
    return known(
      changed(value as Hex, lie)
        .padEnd(66, '0')
        .slice(0, 66) as Hex,
      evidence,
    );
  if (kind === 'code') return known(summarise(changed(`0x${(value as { hash: Hex }).hash.slice(2)}`, lie)), evidence);
  if (kind === 'call' && lie.kind === 'revert') return known({ reverted: '0x' }, evidence);
  if (kind === 'call' && 'returned' in (value as object)) {
    return known({ returned: changed((value as { returned: Hex }).returned, lie) }, evidence);
  }
  if (kind === 'logs') {
    const logs = value as ReadResult['logs'];
    return known(lie.kind === 'empty' ? [] : logs.map((log) => ({ ...log, data: changed(log.data, lie) })), evidence);
  }
  return honest;
}

function changed(honest: Hex, { kind, bytes, salt }: Lie): Hex {
  const hex = honest.slice(2);
  const junk = Buffer.from(bytes).toString('hex');
  const at = 2 * (salt % Math.max(1, hex.length / 2));
  const results: Readonly<Record<string, string>> = {
    flip: `${hex.slice(0, at)}${junk.slice(0, 2)}${hex.slice(at + 2)}`,
    cut: hex.slice(0, at),
    extend: hex + junk,
    ones: 'f'.repeat(hex.length),
    zeros: '0'.repeat(hex.length),
    // An ABI string that would steer a terminal and mark up everything else.
    text: `${'20'.padStart(64, '0')}${'12'.padStart(64, '0')}${Buffer.from('\u001b[2J<b>|`[x](y)').toString('hex').padEnd(64, '0')}`,
    empty: '',
    junk,
    huge: 'ab'.repeat(50_000),
  };
  return `0x${results[kind] ?? hex}`;
}

function hashOf(text: string): number {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003;
  return hash;
}

describe('no contract crashes or hangs an audit, whatever it answers', { timeout: fuzzTimeout }, () => {
  test('and every format shows the report without what would steer it', async () => {
    await fuzz(fc.tuple(fc.constantFrom(...chains), anyLie), 40, async ([one, lie]) => {
      const chain = await one.audit(policy, (reader) => lying(reader, lie));
      const report = auditReport(policy, [chain]);
      expect(reportSchema.safeParse(report).error).toBeUndefined();
      for (const { render } of reporters) {
        expect(render(report, { detail: true })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }
    });
  });
});
