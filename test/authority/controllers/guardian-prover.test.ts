import type { Address } from 'viem';
import { describe, expect, it } from 'vitest';
import type { StubContract } from '../stub-reader.ts';
import { resolveStub, someone } from '../stub-resolved.ts';

// A stand-in: Taiko's GuardianProver is not on npm.
const prover = someone(1);
const owner = someone(2);
const guardians = [someone(3), someone(4), someone(5)];
const minimum = 'function minGuardians() view returns (uint32)';
const at = 'function guardians(uint256) view returns (address)';

const of = (least: number): StubContract => ({
  answers: [
    { view: minimum, value: least },
    { view: 'function numGuardians() view returns (uint256)', value: BigInt(guardians.length) },
    ...guardians.map((value, place) => ({ view: at, args: [BigInt(place)], value })),
    { view: 'function owner() view returns (address)', value: owner },
  ],
});
const keys = (...of: readonly Address[]) => of.map((one) => `1:${one}`);

describe('a GuardianProver', () => {
  it('is so many of its guardians, or the owner who chooses them', async () => {
    const { body, frontier } = await resolveStub({ [prover]: of(2) }, prover);
    expect(body).toMatchObject({ kind: 'guardian-prover', parameters: { threshold: 2, guardians: 3 } });
    expect(body.authority).toMatchObject({
      kind: 'any',
      of: [{ kind: 'threshold', k: 2, council: `1:${prover}` }, {}],
    });
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1, keys: keys(owner) }]);
  });

  it('is anybody’s where one of its guardians could not be read', async () => {
    const lost = (request: { kind: string; data?: string }) => request.kind === 'call' && !!request.data?.endsWith('2');
    const { body } = await resolveStub({ [prover]: of(2) }, prover, lost as never);
    expect(body.authority).toMatchObject({ kind: 'any', of: [{ kind: 'unresolved' }, { kind: 'body' }] });
  });

  it('is anybody’s where it asks for more guardians than it has', async () => {
    const { body } = await resolveStub({ [prover]: of(2 ** 32 - 1) }, prover);
    expect(body.authority).toMatchObject({ kind: 'any', of: [{ kind: 'unresolved' }, { kind: 'body' }] });
  });
});
