import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyResult } from '../../src/evidence/memo.ts';
import { parseRecording } from '../../src/evidence/parse-recording.ts';
import { serialiseRecording, type Recording } from '../../src/evidence/recording.ts';
import { FullfaithError } from '../../src/model/error.ts';
import { known, unknown, type Observation } from '../../src/model/observation.ts';
import { anyRecording } from './arbitraries.ts';

const address = '0x00000000000000000000000000000000000000a1';
const word = `0x${'00'.repeat(31)}2a` as const;
const slotId = `1/slot/${address}/${word}`;
const callId = `1/call/${address}/0x12345678`;

const sample: Recording = {
  chain: 'example',
  grade: 'read',
  source: 'a test',
  chains: new Map([
    [
      1,
      {
        block: { number: 7n, hash: word, timestamp: 1_700_000_000n },
        reads: new Map<string, Observation<AnyResult>>([
          [slotId, known(word, [slotId])],
          [callId, unknown('refused', [callId])],
        ]),
      },
    ],
  ]),
};
const text = serialiseRecording(sample);

function messageOf(given: string): string {
  try {
    parseRecording(given, 'example.json');
    return 'accepted';
  } catch (error) {
    if (error instanceof FullfaithError && error.kind === 'evidence') return error.message;
    throw error;
  }
}

describe('a recording', () => {
  it('is one sorted line a read', () => {
    expect(text.split('\n')).toEqual([
      '{',
      '  "format": "fullfaith-evidence/1",',
      '  "chain": "example",',
      '  "grade": "read",',
      '  "source": "a test",',
      '  "chains": {',
      '    "1": {',
      `      "block": {"number":7,"hash":"${word}","timestamp":1700000000},`,
      '      "codes": {},',
      '      "reads": {',
      `        "${callId}": {"unknown":"refused"},`,
      `        "${slotId}": "${word}"`,
      '      }',
      '    }',
      '  }',
      '}',
      '',
    ]);
  });

  it('survives being written and read', () => {
    fc.assert(
      fc.property(anyRecording, (recording) => {
        const written = serialiseRecording(recording);
        expect(parseRecording(written, 'any.json')).toEqual(recording);
        expect(JSON.parse(written)).toBeTypeOf('object');
      }),
    );
  });

  it('has the same text in whatever order it was made', () => {
    fc.assert(
      fc.property(anyRecording, (recording) => {
        const backwards = [...recording.chains].reverse().map(([id, chain]) => {
          return [id, { ...chain, reads: new Map([...chain.reads].reverse()) }] as const;
        });
        expect(serialiseRecording({ ...recording, chains: new Map(backwards) })).toBe(serialiseRecording(recording));
      }),
    );
  });

  it('may have the line ends of Windows', () => {
    expect(parseRecording(text.replaceAll('\n', '\r\n'), 'example.json')).toEqual(sample);
  });

  it('is refused after any change that is not another valid recording', () => {
    const changed = fc.tuple(fc.nat(text.length - 1), fc.string({ unit: 'binary', maxLength: 3 }), fc.nat(3));
    fc.assert(
      fc.property(changed, ([at, inserted, removed]) => {
        const other = text.slice(0, at) + inserted + text.slice(at + removed);
        if (messageOf(other) === 'accepted') expect(serialiseRecording(parseRecording(other, 'x'))).toBe(other);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('parseRecording says what is wrong and where', () => {
  const cases: readonly (readonly [name: string, text: string, message: RegExp])[] = [
    ['not JSON', '<html>', /^example\.json: the recording is not JSON/],
    ['another format', text.replace('evidence/1', 'evidence/2'), /is malformed at format: /],
    ['an unknown key', text.replace('"chain":', '"more": 1,\n  "chain":'), /more/],
    ['a grade there is not', text.replace('"read"', '"sworn"'), /grade/],
    ['a fraction of a block', text.replace('"number":7', '"number":7.5'), /chains\.1\.block\.number/],
    [
      'a read of another chain',
      text.replace(slotId, slotId.replace('1/', '2/')),
      /^example\.json:12: .*not the id of a read on/,
    ],
    ['a kind there is not', text.replace('/slot/', '/slut/'), /^example\.json:12: .*which is not the id of a read\./],
    ['an address in capitals', text.replace(slotId, slotId.replace('00a1', '00A1')), /^example\.json:12: /],
    [
      'a slot of 31 bytes',
      text.replace(`"${word}"\n`, `"${word.slice(2)}"\n`),
      /^example\.json:12: .*read of kind slot/,
    ],
    [
      'a failure with a value',
      text.replace('"unknown":"refused"', '"unknown":"refused","returned":"0x"'),
      /^example\.json:11: /,
    ],
    [
      'a key twice',
      text.replace(`"${slotId}"`, `"${callId}": "0x",\n        "${slotId}"`),
      /^example\.json:1\d: .*one form/,
    ],
    [
      'a key named __proto__',
      text.replace(`"${callId}"`, `"__proto__": {"a":1},\n        "${callId}"`),
      /one form|not the id/,
    ],
    ['a prototype in place of the chains', text.replace('"chains"', '"__proto__"'), /malformed/],
    ['more space', text.replace('"block": {', '"block":  {'), /^example\.json:8: .*one form/],
    ['a missing last line end', text.trimEnd(), /one form/],
    ['too long', ' '.repeat(64 * 1024 * 1024 + 1), /longer than 64 MiB/],
  ];
  it.each(cases)('%s', (_, given, message) => {
    expect(given).not.toBe(text);
    expect(messageOf(given)).toMatch(message);
  });

  it('a code that the table lacks', () => {
    const hash = `0x${'ab'.repeat(32)}`;
    const given = text.replace(`"${slotId}": "${word}"`, `"1/code/${address}": "${hash}"`);
    expect(messageOf(given)).toMatch(/^example\.json:12: .*table of codes/);
  });

  it('a code in the table that nothing names', () => {
    const code = `{"size":1,"delegatecalls":false,"pushed":"0x"}`;
    expect(messageOf(text.replace('"codes": {}', `"codes": {\n        "${word}": ${code}\n      }`))).toMatch(
      /one form/,
    );
  });
});
