import { getAddress, pad, zeroHash, type Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { loggedAccounts, onlyWord } from '../../src/authority/logged-accounts.ts';
import type { Log } from '../../src/model/evidence.ts';

const one = getAddress(`0x${'1a'.repeat(20)}`);
const other = getAddress(`0x${'2b'.repeat(20)}`);

function log(topics: readonly Hex[], data: Hex = '0x'): Log {
  return { topics: [zeroHash, ...topics], data, block: 1n, index: 0, transaction: zeroHash };
}

describe('the accounts that logs name', () => {
  it('are in a topic or in the data, each once', () => {
    const logs = [log([], pad(other)), log([pad(one)]), log([], pad(other))];
    expect(loggedAccounts(logs, onlyWord)).toMatchObject({ status: 'known', value: [other, one] });
  });

  it.each<readonly [string, Log]>([
    ['no data', log([])],
    ['a byte', log([], '0x00')],
    ['a bare address', log([], one)],
    ['two words', log([], `${pad(one)}${'0'.repeat(64)}`)],
  ])('are unknown where one log has %s', (_, bad) => {
    expect(loggedAccounts([log([pad(one)]), bad], onlyWord)).toMatchObject({ status: 'unknown' });
  });

  it('are unknown where the topic is missing', () => {
    expect(loggedAccounts([log([pad(one)])], ({ topics }) => topics[2])).toMatchObject({ status: 'unknown' });
  });
});
