import { type Address, getAddress, numberToHex } from 'viem';
import { describe, expect, it } from 'vitest';
import { createResolver } from '../../../src/authority/create-resolver.ts';
import { moduleAuthority } from '../../../src/authority/safe-modules.ts';
import { liveness2 } from '../../../src/authority/modules/liveness-2.ts';
import { selectorOf } from '../../../src/authority/contract.ts';
import { type StubContract, stubReader } from '../stub-reader.ts';

// Stand-ins: DeputyPauseModule and LivenessModule2 are in no npm package; the other two are tested on the real ones too.
const safe = getAddress('0x00000000000000000000000000000000000000A0');
const module = getAddress('0x00000000000000000000000000000000000000A1');
const party = getAddress('0x00000000000000000000000000000000000000a2');
const other = getAddress('0x00000000000000000000000000000000000000a3');

type Contracts = Readonly<Record<Address, StubContract>>;

const resolve = (contract: StubContract, timestamp = 1n) => resolveIn({ [module]: contract }, timestamp);

async function resolveIn(contracts: Contracts, timestamp: bigint) {
  const reader = stubReader(contracts);
  const resolver = createResolver({ ...reader, block: { ...reader.block, timestamp } }, () => undefined);
  const authority = moduleAuthority(module, safe, resolver);
  const bodies = await resolver.settle();
  if (authority.kind !== 'body') throw new Error('a module is a body');
  return bodies.get(authority.id);
}

const body = { kind: 'body', id: `1:${party}` };
const challenged = 'function challengeStartTime(address) view returns (uint256)';
const view = (name: string, returns = 'address') => `function ${name} view returns (${returns})`;

describe('a Safe module', () => {
  it('DeputyPauseModule lets its deputy pause and nothing else', async () => {
    const found = await resolve({
      answers: [
        { view: view('deputy()'), value: party },
        { view: view('foundationSafe()'), value: other },
      ],
    });
    expect(found).toMatchObject({ kind: 'safe-module', name: 'DeputyPauseModule' });
    const selectors = ['function pause(string)', 'function pause(address)'].map(selectorOf);
    expect(found?.authority).toEqual({ kind: 'limited', selectors, of: body });
  });

  it('deputy-guardian: DeputyGuardianModule lets its deputy use the powers of the guardian only', async () => {
    const found = await resolve({
      answers: [
        { view: view('deputyGuardian()'), value: party },
        { view: view('superchainConfig()'), value: other },
      ],
    });
    expect(found?.name).toBe('DeputyGuardianModule');
    const { authority } = found ?? {};
    if (authority?.kind !== 'limited') throw new Error(JSON.stringify(authority));
    expect(authority.of).toEqual(body);
    expect(authority.selectors).toContain(selectorOf('function setRespectedGameType(uint32)'));
    expect(authority.selectors).not.toContain(selectorOf('function transferOwnership(address)'));
  });

  const day = 86_400n;
  const members = Array.from({ length: 5 }, (_, at) => getAddress(numberToHex(0xb0 + at, { size: 20 })));
  const seen = view('lastLive(address)', 'uint256');
  /** A Safe of five, of whom three have to stay, and who may be silent for 98 days; `seenAt`: the day on which each was last seen. */
  const watched = (seenAt: readonly number[]): Contracts => ({
    [module]: {
      answers: [
        { view: view('livenessInterval()', 'uint256'), value: 98n * day },
        { view: view('fallbackOwner()'), value: party },
        { view: view('minOwners()', 'uint256'), value: 3n },
        { view: view('livenessGuard()'), value: other },
      ],
    },
    [safe]: { answers: [{ view: view('getOwners()', 'address[]'), value: members }] },
    [other]: { answers: seenAt.map((value, at) => ({ view: seen, args: [members[at]], value: BigInt(value) * day })) },
  });

  it.each([
    ['were all just seen', [100, 100, 100, 100, 100], 90],
    ['were all seen a week before', [93, 93, 93, 93, 93], 90],
    ['are two who were last seen long ago', [3, 100, 3, 100, 45], 30],
    ['are two who were last seen long ago, and one some time ago', [3, 100, 3, 100, 25], 21],
  ])('LivenessModule waits until too few owners are left who %s, in whole months or weeks', async (_, seenAt, days) => {
    const found = await resolveIn(watched(seenAt), 100n * day);
    expect(found?.authority).toEqual({ kind: 'after', seconds: days * 86_400, of: body });
  });

  it.each([
    ['three were last seen too long ago', [0, 100, 0, 100, 1]],
    ['it will be so within a week', [3, 100, 3, 100, 6]],
  ])('LivenessModule waits for nothing where %s', async (_, seenAt) => {
    expect((await resolveIn(watched(seenAt), 100n * day))?.authority).toEqual(body);
  });

  it('LivenessModule may wait for nothing where it is not read when an owner was last seen', async () => {
    const found = await resolveIn(watched([100, 100, 100, 100]), 100n * day);
    expect(found?.authority).toEqual({
      kind: 'any',
      of: [
        { kind: 'after', seconds: 98 * 86_400, of: body },
        { kind: 'all', of: [body, { kind: 'unresolved', reason: expect.stringContaining('have been silent') }] },
      ],
    });
  });

  it('LivenessModule of a Safe with fewer owners than it has to keep waits for nothing', async () => {
    const few: StubContract = { answers: [{ view: view('getOwners()', 'address[]'), value: members.slice(0, 2) }] };
    expect((await resolveIn({ ...watched([100, 100]), [safe]: few }, 100n * day))?.authority).toEqual(body);
  });

  it('LivenessModule2 gives the Safe to its fallback owner after the response period', async () => {
    const configuration = view('livenessSafeConfiguration(address)', 'uint256, address');
    const found = await resolve({
      answers: [
        { view: configuration, args: [safe], value: [2_592_000n, party] },
        { view: challenged, args: [safe], value: 0n },
        { view: 'function changeOwnershipToFallback(address)', value: undefined },
      ],
    });
    expect(found?.name).toBe(liveness2.kind);
    expect(found?.authority).toEqual({ kind: 'after', seconds: 2_592_000, of: body });
  });

  it.each([
    [600_000n, { kind: 'after', seconds: 1_992_000, of: body }],
    [2_592_000n, body],
    [9_000_000n, body],
  ])('LivenessModule2 counts the %i s that a challenge has stood', async (passed, authority) => {
    const configuration = view('livenessSafeConfiguration(address)', 'uint256, address');
    const challenge: StubContract = {
      answers: [
        { view: configuration, args: [safe], value: [2_592_000n, party] },
        { view: challenged, args: [safe], value: 1_700_000_000n },
        { view: 'function changeOwnershipToFallback(address)', value: undefined },
      ],
    };
    expect((await resolve(challenge, 1_700_000_000n + passed))?.authority).toEqual(authority);
  });

  it('LivenessModule2 whose challenges cannot be read is unresolved', async () => {
    const configuration = view('livenessSafeConfiguration(address)', 'uint256, address');
    const found = await resolve({
      answers: [
        { view: configuration, args: [safe], value: [2_592_000n, party] },
        { view: 'function changeOwnershipToFallback(address)', value: undefined },
      ],
    });
    expect(found?.authority).toMatchObject({ kind: 'unresolved' });
  });

  it('LivenessModule2 that the Safe has not set up lets nobody act', async () => {
    const configuration = view('livenessSafeConfiguration(address)', 'uint256, address');
    const zero = '0x0000000000000000000000000000000000000000';
    const found = await resolve({
      answers: [
        { view: configuration, args: [safe], value: [0n, zero] },
        { view: challenged, args: [safe], value: 0n },
        { view: 'function changeOwnershipToFallback(address)', value: undefined },
      ],
    });
    expect(found?.authority).toEqual({ kind: 'nobody' });
  });

  it('of unknown kind may do anything, for anybody', async () => {
    const found = await resolve({ answers: [{ view: view('owner()'), value: party }] });
    expect(found).toMatchObject({ kind: 'unresolved', authority: { kind: 'unresolved' } });
  });
});
