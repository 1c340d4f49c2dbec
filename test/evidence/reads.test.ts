import { zeroAddress } from 'viem';
import { expect, it } from 'vitest';
import { attempt } from '../../src/authority/attempt.ts';
import { readView } from '../../src/evidence/reads.ts';
import { stubReader } from '../authority/stub-reader.ts';

const view = 'function tierAt(uint16) view returns (uint256)';
const reader = stubReader({ [zeroAddress]: { answers: [{ view, value: 7n }] } });

// The argument may be what another contract answered.
it.each([65_536, -1, 2 ** 53, '0x', undefined])(
  'an argument that does not fit, %s, makes the call unknown',
  async (id) => {
    const call = { on: zeroAddress, view, args: [id] };
    const reason = expect.stringContaining('an argument does not fit its type');
    expect(await readView(reader, call)).toMatchObject({ status: 'unknown', reason });
    expect(await attempt(reader, call)).toMatchObject({ status: 'unknown', reason });
  },
);

it('an argument that fits is sent', async () => {
  expect(await readView(reader, { on: zeroAddress, view, args: [65_535] })).toMatchObject({ value: 7n });
});
