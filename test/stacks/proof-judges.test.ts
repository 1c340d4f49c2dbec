import { describe, expect, it } from 'vitest';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { known, unknown } from '../../src/model/observation.ts';
import { proofJudgePowers, readProofJudge } from '../../src/stacks/proof-judges/index.ts';
import { stubReader } from '../authority/stub-reader.ts';
import type { StubAnswer, StubContract } from '../authority/stub-reader.ts';
import { someone, type Stubs } from '../authority/stub-resolved.ts';

// Stand-ins: npm has neither SP1's contracts nor RISC Zero's.
const [asked, plain, other, owner, proposer] = [1, 2, 3, 4, 5].map(someone) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
const ownedBy = (value: string): StubAnswer => ({ view: 'function owner() view returns (address)', value });

const sp1: StubContract = {
  answers: [{ view: 'function VERIFIER_HASH() view returns (bytes32)', value: `0x${'a4'.repeat(32)}` }],
  silent: ['function verifyProof(bytes32, bytes, bytes) view'],
};
const gateway = (...verifiers: readonly string[]): StubContract => ({
  answers: [ownedBy(owner)],
  silent: [
    'function routes(bytes4) view returns (address, bool)',
    'function addRoute(address)',
    'function freezeRoute(bytes4)',
    'function verifyProof(bytes32, bytes, bytes) view',
  ],
  events: verifiers.map((verifier, at) => ({
    event: 'event RouteAdded(bytes4 indexed selector, address verifier)',
    args: { selector: `0x0000000${at}`, verifier },
  })),
});
const riscZeroRouter: StubContract = {
  answers: [ownedBy(owner)],
  silent: [
    'function verifiers(bytes4) view returns (address)',
    'function addVerifier(bytes4, address)',
    'function removeVerifier(bytes4)',
    'function verify(bytes, bytes32, bytes32) view',
  ],
};
const stop = (verifier: string): StubContract => ({
  answers: [
    ownedBy(owner),
    { view: 'function verifier() view returns (address)', value: verifier },
    { view: 'function paused() view returns (bool)', value: false },
  ],
  silent: ['function estop()', 'function verify(bytes, bytes32, bytes32) view'],
});

async function judge(contracts: Stubs, address = known(asked)) {
  const resolver = createResolver(stubReader(contracts), () => undefined);
  const judged = await readProofJudge(address, resolver);
  await resolver.settle();
  return judged;
}

const body = (address: string) => ({ kind: 'body', id: `1:${address}` });

describe('what judges proofs', () => {
  it('by arithmetic alone is in nobody’s hands', async () => {
    const judged = await judge({ [asked]: sp1 });
    expect(judged).toMatchObject({ forge: { kind: 'nobody' }, stop: { kind: 'nobody' } });
    expect(judged.recognised).toMatchObject({ status: 'known', value: true });
    expect(judged.parts).toEqual([{ role: 'Verifier', address: asked }]);
  });

  it('as a gateway’s routes say is in the hands of its owner, who may add one', async () => {
    const judged = await judge({ [asked]: gateway(plain), [plain]: sp1 });
    expect(judged).toMatchObject({ forge: body(owner), stop: body(owner), recognised: { value: true } });
  });

  it('through a route to a contract of no known kind may let anything pass already', async () => {
    const { forge } = await judge({ [asked]: gateway(plain, other), [plain]: sp1, [other]: { answers: [] } });
    const doubt = {
      kind: 'unresolved',
      id: `1:${other}`,
      reason: expect.stringContaining('no verifier of a known kind'),
    };
    expect(forge).toEqual({ kind: 'any', of: [body(owner), doubt] });
  });

  it.each([
    ['names no route in its logs', gateway()],
    ['has logs that cannot be read', { ...gateway(plain), logs: 'too many' }],
    ['keeps no list of routes', riscZeroRouter],
  ])('through a router that %s may let anything pass already', async (_, contract) => {
    const { forge, stop: refuse } = await judge({ [asked]: contract, [plain]: sp1 });
    expect(forge).toMatchObject({ kind: 'any', of: [body(owner), { kind: 'unresolved' }] });
    expect(refuse).toEqual(body(owner));
  });

  it('behind an emergency stop is followed, and the stop’s owner can refuse every proof', async () => {
    const judged = await judge({ [asked]: stop(plain), [plain]: sp1 });
    expect(judged).toMatchObject({ forge: { kind: 'nobody' }, stop: body(owner), recognised: { value: true } });
    expect(judged.parts.map(({ address }) => address)).toEqual([asked, plain]);
  });

  it.each([
    ['of no known kind', { [asked]: { answers: [] } }],
    ['without code', {}],
    ['behind a stop, of no known kind', { [asked]: stop(plain), [plain]: { answers: [] } }],
    ['in a circle of stops', { [asked]: stop(plain), [plain]: stop(asked) }],
  ] satisfies [string, Stubs][])('%s is unknown, and may be in anybody’s hands', async (_, contracts) => {
    const { forge, recognised } = await judge(contracts);
    expect(recognised.status).toBe('unknown');
    expect(forge.kind).toBe('unresolved');
  });

  it('and is named by nobody is unknown', async () => {
    const { forge, recognised } = await judge({}, unknown('it names no verifier') as never);
    expect([recognised.status, forge]).toEqual(['unknown', { kind: 'unresolved', reason: 'it names no verifier' }]);
  });
});

describe('the powers over what judges proofs', () => {
  const proving = { on: asked, proposer: { kind: 'key', id: `1:${proposer}` }, seconds: known(3600) } as const;

  it('are to forge, together with whoever proposes, and to refuse', async () => {
    const powers = proofJudgePowers(await judge({ [asked]: gateway(plain), [plain]: sp1 }), proving);
    expect(powers.map(({ id, breaks }) => [id, breaks])).toEqual([
      ['route-proofs', ['valid', 'untouched']],
      ['refuse-proofs', ['uncensored']],
    ]);
    expect(powers[0]?.authority).toEqual({
      kind: 'after',
      seconds: 3600,
      of: { kind: 'all', of: [proving.proposer, body(owner)] },
    });
  });

  it('are none where nobody has a hand in it', async () => {
    expect(proofJudgePowers(await judge({ [asked]: sp1 }), proving)).toEqual([]);
  });
});
