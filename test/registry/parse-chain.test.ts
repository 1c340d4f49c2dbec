import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FullfaithError } from '../../src/model/error.ts';
import { parseChain } from '../../src/registry/parse-chain.ts';
import { entryText, stacks } from './entry.ts';

const file = 'registry/chains/example.yaml';

describe('an entry', () => {
  test('becomes a chain with defaults filled in', () => {
    const { locations, ...chain } = parseChain(entryText, file, { stacks });
    const citation = { source: 'an example', date: '2025-05-20', expires: '2027-05-20' };
    expect(chain).toEqual({
      id: 'example',
      name: 'Example Chain',
      chainId: 424242,
      stack: 'op-stack',
      host: 'ethereum',
      archived: false,
      contracts: { SystemConfig: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
      escrows: ['0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'],
      councils: [
        {
          name: 'Example Security Council',
          address: '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
          chainId: 1,
          outside: { value: 'half', ...citation },
        },
      ],
      entities: [
        {
          name: 'Example Foundation',
          keys: ['0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb'],
          claim: { value: true, ...citation },
        },
      ],
      claims: { 'data.location': { value: 'ethereum', ...citation } },
      waivers: [
        {
          rule: 'valid/enforced-proof',
          owner: 'the bridge team',
          reason: 'the proof system is announced for June',
          expires: '2025-07-01',
        },
      ],
      location: { file, line: 1, column: 1 },
    });
    expect(locations['contracts.SystemConfig']).toEqual({ file, line: 7, column: 3 });
    expect(locations['claims.data.location']).toEqual({ file, line: 26, column: 3 });
    expect(locations['waivers.0']).toEqual({ file, line: 32, column: 5 });
  });

  test('keeps a council unattested where nobody said who is in it', () => {
    const text = entryText.replace(/ {4}outside:\n( {6}.*\n)+/, '');
    expect(parseChain(text, file).councils[0]?.outside).toBeNull();
  });

  test('may leave its addresses without quotes', () => {
    const chain = parseChain(entryText.replaceAll("'", ''), file);
    expect(chain.contracts['SystemConfig']).toBe('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed');
  });
});

test('whatever the text, it is a chain or an error for people', () => {
  const pieces = fc.constantFrom(
    ...entryText.split(/(?<=[\s:'])/),
    '{',
    '[',
    '&a',
    '*a',
    '!!set',
    '? ',
    '- ',
    '__proto__: ',
    '\0',
    '\t',
    '0x1',
    '|\n',
    '%',
    '---\n',
    '"',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
    fc
      .tuple(fc.nat(entryText.length), fc.nat(60), fc.string({ maxLength: 9 }))
      .map(([start, length, put]) => entryText.slice(0, start) + put + entryText.slice(start + length)),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        parseChain(text, file, { stacks });
      } catch (error) {
        expect(error).toBeInstanceOf(FullfaithError);
        expect((error as FullfaithError).kind).toBe('input');
        for (const line of (error as FullfaithError).message.split('\n'))
          expect(line).toMatch(/^registry\/chains\/example\.yaml:\d+:\d+: /);
      }
    }),
    { numRuns: 2000 },
  );
});
