import { type Address, type Hex, toFunctionSelector } from 'viem';
import { describe, expect, it } from 'vitest';
import type { StubContract } from '../stub-reader.ts';
import { resolveStub, someone } from '../stub-resolved.ts';

// A stand-in: StarkWare's DelayedExecutor is not on npm.
const [executor, ann] = [someone(1), someone(2)];
const day = 86_400;
const executionDelay = 'function executionDelay() view returns (uint256)';

const of = (owner: Address): StubContract => ({
  answers: [
    { view: executionDelay, value: BigInt(8 * day) },
    { view: 'function executionExpiration() view returns (uint256)', value: BigInt(56 * day) },
    { view: 'function owner() view returns (address)', value: owner },
  ],
});

describe('a delayed executor', () => {
  it('is its owner after its delay', async () => {
    const { body, frontier } = await resolveStub({ [executor]: of(ann) }, executor);
    expect(body).toMatchObject({ kind: 'delayed-executor', parameters: { delaySeconds: 8 * day } });
    expect(frontier).toMatchObject([{ delaySeconds: 8 * day, keys: [`1:${ann}`] }]);
  });

  it('does not wait where its delay is not read', async () => {
    const lost = (request: { readonly kind: string; readonly data?: Hex }) =>
      request.kind === 'call' && request.data === toFunctionSelector(executionDelay);
    const { body, frontier } = await resolveStub({ [executor]: of(ann) }, executor, lost);
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1 }]);
    expect(JSON.stringify(body.authority)).toContain('lost by the test');
  });
});
