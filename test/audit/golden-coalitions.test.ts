import { numberToHex } from 'viem';
import { beforeAll, describe, expect, test } from 'vitest';
import { blocking, corruption, type Problem } from '../../src/authority/solver/solve.ts';
import { allOf, type Authority, bodyId } from '../../src/model/authority.ts';
import { selectorOf } from '../../src/authority/contract.ts';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import type { ReadRequest } from '../../src/model/evidence.ts';
import { known } from '../../src/model/observation.ts';
import type { ChainReport } from '../../src/model/report.ts';
import { bodiesOf, witnesses } from '../../src/audit/witness.ts';
import { type Recorded, recordedChains, shippedPolicy } from './recorded-audits.ts';

const day = 86_400;
/** Of OP Mainnet, on Ethereum, as of the shipped recording: who owns what is read from it, only the addresses are given here. */
const opOwner = bodyId(1, '0x5a0Aae59D09fccBdDb6C6CcEB07B7279367C3d2A');
const opCouncil = bodyId(1, '0xc2819DC788505Aac350142A7A707BF9D03E3Bd03');
const opFoundation = bodyId(1, '0x847B5c174615B1B7fDF770882256e2D3E95b9D92');
const opOperations = bodyId(1, '0x9BA6e03D8B90dE867373Db8cF1A58d2F7F006b3A');

const ref = (id: string): Authority => ({ kind: 'body', id });

let optimism: ChainReport;
/** The same, if all members of the council had been seen when it was recorded. */
let watched: ChainReport;
let others: readonly ChainReport[];
beforeAll(async () => {
  const policy = await shippedPolicy('full-faith');
  const recorded = await recordedChains();
  const audit = (id: string, change?: Parameters<Recorded['audit']>[1]) => {
    const one = recorded.find(({ chain }) => chain.id === id);
    if (one === undefined) throw new Error(`no recording of ${id}`);
    return one.audit(policy, change);
  };
  optimism = await audit('optimism');
  watched = await audit('optimism', allJustSeen);
  others = [await audit('starknet'), await audit('taiko')];
});

/** Answers `lastLive` of whomever with the time of the block. */
function allJustSeen(reader: EvidenceReader): EvidenceReader {
  const returned = numberToHex(reader.block.timestamp, { size: 32 });
  const read = (request: ReadRequest) =>
    request.kind === 'call' && request.data.startsWith(selectorOf('function lastLive(address)'))
      ? Promise.resolve(known({ returned }))
      : reader.read(request as never);
  return { ...reader, read: read as EvidenceReader['read'] };
}

/** A question about bodies of a recording, without what is unresolved in it. */
function problem(authority: Authority, report = optimism): Problem {
  return { authority, bodies: bodiesOf(report), unresolved: 'inert', provableBug: 'aside' };
}

/** The signers of a body, without its modules and its owner. */
function signers(id: string, report = optimism): Authority {
  const authority = bodiesOf(report).get(id)?.authority;
  const signed = authority && quorumIn(authority);
  if (!signed) throw new Error(`${id} has no signers`);
  return signed;
}

function quorumIn(authority: Authority): (Authority & { kind: 'threshold' }) | undefined {
  if (authority.kind === 'threshold') return authority;
  if (authority.kind !== 'any') return undefined;
  return authority.of.map(quorumIn).find((one) => one !== undefined);
}

describe('OP Mainnet, May 2025', () => {
  test('two Safes of the foundation with the same seven owners count as five keys together, not ten', () => {
    for (const one of [opFoundation, opOperations])
      expect(corruption(problem(signers(one)))).toMatchObject([{ size: 5 }]);
    const both = corruption(problem(allOf([signers(opFoundation), signers(opOperations)])));
    expect(both).toMatchObject([{ delaySeconds: 0, size: 5, exact: true }]);
    expect(both[0]?.bodies.map(({ id }) => id).sort()).toEqual([opFoundation, opOperations].sort());
  });

  test('an upgrade takes 10 of the council and 5 of the foundation: 15 distinct keys at once', () => {
    const portal = (report: ChainReport) => report.powers.find(({ id }) => id === 'upgrade-optimism-portal');
    expect(portal(watched)?.frontier).toMatchObject([
      { delaySeconds: 0, size: 15 },
      { delaySeconds: 90 * day, size: 5 },
    ]);
    // Nobody published when the members were last seen: as recorded they may have been silent for long.
    expect(portal(optimism)?.frontier).toMatchObject([{ delaySeconds: 0, size: 5 }]);
    expect(optimism.guarantees.untouched).toMatchObject({ worst: 'multisig-mediated', best: 'council-backed' });
    expect(watched.guarantees.untouched).toMatchObject({ worst: 'council-backed', best: 'council-backed' });
    const [fast] = corruption(problem(ref(opOwner)));
    expect(fast).toMatchObject({ delaySeconds: 0, size: 15, exact: true });
    expect(fast?.bodies).toEqual(
      expect.arrayContaining([
        { id: opOwner, quorum: 2, of: 2 },
        { id: opCouncil, quorum: 10, of: 13 },
        { id: opFoundation, quorum: 5, of: 7 },
      ]),
    );
  });

  test('five keys are enough once the council has been silent for 98 days', () => {
    expect(corruption(problem(ref(opOwner)))[1]).toMatchObject({ delaySeconds: 98 * day, size: 5 });
  });

  test('three keys of the foundation that refuse stop every upgrade', () => {
    expect(blocking(problem(ref(opOwner)), Infinity)).toMatchObject({ size: 3, exact: true });
  });

  test('is explained with the 15 keys and the Safes that they sign in', () => {
    const found = witnesses(watched, 'upgrade-predeploys')?.find(({ keys }) => keys === 15);
    expect(found?.members).toHaveLength(15);
    expect(found?.steps.map(({ body }) => body)).toEqual(expect.arrayContaining([opFoundation, opCouncil, opOwner]));
    expect(found?.steps.at(-1)).toMatchObject({ body: opOwner, quorum: { k: 2, of: 2 } });
  });
});

/** Two bodies of the shipped recordings whose members are the same: how many each needs, and how many both together. */
const twins = [
  {
    name: 'a security council 9/12 and a minority operator 3/12',
    chain: 'starknet',
    bodies: ['0x15e8c684FD095d4796A0c0CF678554F4c1C7C361', '0xF6b0B3e8f57396CecFD788D60499DB49Ee6AbC6B'],
    sizes: [9, 3],
    members: 12,
  },
  {
    name: 'guardian provers 6/8 and a minority of them 1/8',
    chain: 'taiko',
    bodies: ['0xE3D777143Ea25A6E031d1e921F396750885f43aC', '0x579A8d63a2Db646284CBFE31FE5082c9989E985c'],
    sizes: [6, 1],
    members: 8,
  },
] as const;

test.each(twins)('$name share all $members keys: both together are no more than the larger', (twin) => {
  const report = others.find(({ id }) => id === twin.chain);
  const both = twin.bodies.map((address) => signers(bodyId(1, address), report));
  const sizes = both.map((one) => corruption(problem(one, report))[0]?.size);
  expect(sizes).toEqual(twin.sizes);
  expect(new Set(both.flatMap((one) => ('of' in one ? one.of : [])).map((one) => JSON.stringify(one))).size).toBe(
    twin.members,
  );
  expect(corruption(problem(allOf(both), report))).toMatchObject([{ size: Math.max(...twin.sizes), exact: true }]);
});

describe('bodies that share keys', () => {
  const keys = (of: readonly string[], k: number): Authority => ({
    kind: 'threshold',
    k,
    of: of.map((id) => ({ kind: 'key', id })),
  });
  const solve = (authority: Authority, bodies: Problem['bodies'] = new Map()) =>
    corruption({ authority, bodies, unresolved: 'hostile', provableBug: 'aside' }).map(({ size }) => size);

  test('a Safe 2/2 of two Safes 2/3 with the same three keys needs 2', () => {
    const three = keys(['a', 'b', 'c'], 2);
    expect(solve({ kind: 'threshold', k: 2, of: [three, three] })).toEqual([2]);
  });

  test('two contracts that own each other end, and nobody can', () => {
    const owned = (id: string, by: string) =>
      [
        id,
        {
          id,
          chainId: 1,
          address: '0x00000000000000000000000000000000000000AA',
          kind: 'ownable',
          name: id,
          authority: ref(by),
          parameters: {},
          notes: [],
          vetoes: [],
          evidence: [],
        },
      ] as const;
    expect(solve(ref('a'), new Map([owned('a', 'b'), owned('b', 'a')]))).toEqual([]);
  });
});
