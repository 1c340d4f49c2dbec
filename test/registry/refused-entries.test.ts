import { expect, test } from 'vitest';
import { parseChain } from '../../src/registry/parse-chain.ts';
import { entryText, messageOf, stacks } from './entry.ts';

const file = 'registry/chains/example.yaml';
const keys = 'id, name, chainId, stack, host, archived, contracts, escrows, councils, entities, claims, waivers';

/** What the loader says about the entry after one change to its text. */
function complaintAfter(what: string, by: string): string {
  if (!entryText.includes(what)) throw new Error(`the example has no ${what}`);
  return messageOf(() => parseChain(entryText.replace(what, by), file, { stacks }));
}

test.each([
  ['an unknown key', 'contracts:', 'contrats:', '6:1: unknown key "contrats". Did you mean "contracts"?'],
  [
    'an unknown claim',
    'data.location',
    'data.locaton',
    '26:3: unknown key "data.locaton" in claims. Did you mean "data.location"?',
  ],
  ['a key that is far from all', 'escrows:', 'threshold:', '8:1: unknown key "threshold". It has only ' + keys + '.'],
  [
    'a wrong choice',
    'value: ethereum',
    'value: etherium',
    '27:12: claims.data.location.value has to be one of ethereum, committee, external, mixed, none, not "etherium". Did you mean "ethereum"?',
  ],
  ['a wrong type', 'chainId: 424242', 'chainId: four', '4:10: chainId has to be a whole number.'],
  ['a fraction', 'chainId: 424242', 'chainId: 1.5', '4:10: chainId has to be a whole number.'],
  [
    'a number that loses digits',
    'chainId: 424242',
    'chainId: 9007199254740993',
    '4:10: chainId has to be a whole number.',
  ],
  ['a list for a map', 'SystemConfig: ', '- ', '7:3: contracts has to be a map of keys to values, not a list.'],
  ['a missing key', 'name: Example Chain\n', '', '2:1: name is missing.'],
  ['a missing date', '      date: 2025-05-20\n', '', '14:7: councils.0.outside.date is missing.'],
  ['an empty name', 'name: Example Chain', "name: ''", '3:7: name is empty.'],
  [
    'terminal codes',
    'name: Example Chain',
    'name: "\\e[31mred"',
    '3:7: name has to be one line without control characters.',
  ],
  [
    'text that runs backwards',
    'name: Example Chain',
    'name: "\\u202Eniahc"',
    '3:7: name has to be one line without control characters.',
  ],
  [
    'a wrong checksum',
    '5aAeb',
    '5aaeb',
    '7:17: contracts.SystemConfig has a wrong checksum; if no digit is wrong it is written 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed.',
  ],
  [
    'a lower-case address',
    '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
    '7:17: contracts.SystemConfig has a wrong checksum; if no digit is wrong it is written 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed.',
  ],
  [
    'a short address',
    "BeAed'",
    "BeAe'",
    '7:17: contracts.SystemConfig is no address: an address is 0x and 40 hexadecimal digits.',
  ],
  [
    'the zero address',
    '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0'.repeat(40),
    '7:17: contracts.SystemConfig is the zero address: nothing lives there.',
  ],
  ['a path for an id', 'id: example', 'id: ../example', '2:5: id may only hold a-z, 0-9 and - (in the middle).'],
  [
    'a strange contract name',
    'SystemConfig:',
    'System Config:',
    '7:3: the name "System Config" may only hold letters, digits and _.',
  ],
  [
    'a day that never was',
    'date: 2025-05-20',
    'date: 2025-02-30',
    '16:13: councils.0.outside.date is no day of the calendar.',
  ],
  [
    'a month that never is',
    'date: 2025-05-20',
    'date: 2025-13-01',
    '16:13: councils.0.outside.date is no day of the calendar.',
  ],
  [
    'another form of date',
    'date: 2025-05-20',
    'date: 20 May 2025',
    '16:13: councils.0.outside.date is no date: a date is YYYY-MM-DD.',
  ],
  [
    'an expiry before the date',
    'expires: 2027-05-20',
    'expires: 2025-05-20',
    '17:16: councils.0.outside.expires has to be after the date.',
  ],
  [
    'a claim for ever',
    'expires: 2027-05-20',
    'expires: 2099-01-01',
    '17:16: councils.0.outside.expires has to be at most 2 years after the date: what people attest does not stay true.',
  ],
  [
    'a negative count',
    'value: half',
    'value: -1',
    '14:14: councils.0.outside.value has to be a number of members or "half".',
  ],
  [
    'an unknown stack',
    'stack: op-stack',
    'stack: opstack',
    '5:8: there is no stack "opstack". Did you mean "op-stack"?',
  ],
  ['a stack named like a method', 'stack: op-stack', 'stack: constructor', '5:8: there is no stack "constructor".'],
  ['itself as host', 'stack: op-stack', 'stack: op-stack\nhost: example', '6:7: host cannot be the chain itself.'],
] as const)('%s is refused with its place', (_, what, by, expected) => {
  expect(complaintAfter(what, by)).toBe(`${file}:${expected}`);
});

test('an unknown entry point and a missing one are both named', () => {
  expect(complaintAfter('SystemConfig:', 'SystemConfg:')).toBe(
    [
      `${file}:7:3: "SystemConfg" is no entry point of op-stack. Did you mean "SystemConfig"?`,
      `${file}:6:1: contracts has no SystemConfig, and op-stack needs it.`,
    ].join('\n'),
  );
});

test('the same escrow twice is refused', () => {
  const escrow = "  - '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'\n";
  expect(complaintAfter(escrow, escrow + escrow)).toBe(`${file}:10:5: escrows has this one twice.`);
});

test('all faults are told at once', () => {
  const text = entryText.replace('chainId: 424242', 'chainId: 0').replace('value: ethereum', 'value: 7');
  expect(messageOf(() => parseChain(text, file)).split('\n')).toHaveLength(2);
});

test('an owner has no place in an entry, nor has a verdict: those are read', () => {
  for (const key of ['owner', 'delay', 'threshold', 'verdict', 'credit']) {
    const text = `${entryText}${key}: 1\n`;
    expect(messageOf(() => parseChain(text, file))).toBe(`${file}:36:1: unknown key "${key}". It has only ${keys}.`);
  }
});
