import { type Address, toFunctionSelector, zeroAddress } from 'viem';
import { describe, expect, it } from 'vitest';
import type { StubContract } from '../stub-reader.ts';
import { resolveStub, someone } from '../stub-resolved.ts';

// A stand-in: Compound's Timelock is not on npm.
const [timelock, ann, ben] = [someone(1), someone(2), someone(3)];
const day = 86_400;
const delay = 'function delay() view returns (uint256)';

const of = (admin: Address, pending: Address = zeroAddress): StubContract => ({
  answers: [
    { view: delay, value: BigInt(45 * day) },
    { view: 'function admin() view returns (address)', value: admin },
    { view: 'function pendingAdmin() view returns (address)', value: pending },
  ],
  silent: [
    'function queueTransaction(address, uint256, string, bytes, uint256)',
    'function executeTransaction(address, uint256, string, bytes, uint256) payable',
  ],
});

describe("Compound's timelock", () => {
  it('is its admin after its delay', async () => {
    const { body, frontier } = await resolveStub({ [timelock]: of(ann) }, timelock);
    expect(body).toMatchObject({ kind: 'compound-timelock', parameters: { delaySeconds: 45 * day } });
    expect(frontier).toMatchObject([{ delaySeconds: 45 * day, size: 1, keys: [`1:${ann}`] }]);
    expect(frontier[0]?.alternatives).toBe(1);
  });

  it('is also whoever only has to accept being its admin, after the same delay', async () => {
    const { frontier } = await resolveStub({ [timelock]: of(ann, ben) }, timelock);
    expect(frontier).toMatchObject([{ delaySeconds: 45 * day, size: 1, alternatives: 2 }]);
  });

  it('does not wait where its delay is not read', async () => {
    const { frontier } = await resolveStub(
      { [timelock]: of(ann) },
      timelock,
      (request) => request.kind === 'call' && request.data === toFunctionSelector(delay),
    );
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });
});
