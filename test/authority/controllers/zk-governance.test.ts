import { type Address, encodeFunctionData, numberToHex, parseAbi } from 'viem';
import { describe, expect, it } from 'vitest';
import type { StubContract } from '../stub-reader.ts';
import { resolveStub, someone } from '../stub-resolved.ts';

// Stand-ins: neither zk-governance nor today's era-contracts are on npm.
const day = 86_400;
const [handler, council, guardians, board, foundation, era, governor] = [1, 2, 3, 4, 5, 6, 7].map(someone) as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
];
const memberOf = (first: number, count: number) => Array.from({ length: count }, (_, index) => someone(first + index));
const address = (name: string, value: Address) => ({ view: `function ${name}() view returns (address)`, value });
const number = (name: string, value: number) => ({
  view: `function ${name}() view returns (uint256)`,
  value: BigInt(value),
});

const multisig = (members: readonly Address[], thresholds: Readonly<Record<string, number>>): StubContract => ({
  answers: [
    ...members.map((value, index) => ({
      view: 'function members(uint256) view returns (address)',
      args: [BigInt(index)],
      value,
    })),
    ...Object.entries(thresholds).map(([name, value]) => number(name, value)),
  ],
  silent: ['function isValidSignature(bytes32, bytes) view returns (bytes4)'],
});

const world = {
  [council]: multisig(memberOf(100, 12), {
    EIP1271_THRESHOLD: 9,
    APPROVE_UPGRADE_SECURITY_COUNCIL_THRESHOLD: 6,
  }),
  // Two members of the council are guardians, too.
  [guardians]: multisig(memberOf(110, 8), { EIP1271_THRESHOLD: 5, APPROVE_UPGRADE_GUARDIANS_THRESHOLD: 5 }),
  [board]: {
    answers: [
      address('SECURITY_COUNCIL', council),
      address('GUARDIANS', guardians),
      address('ZK_FOUNDATION_SAFE', foundation),
    ],
  },
  [era]: { answers: [number('getChainId', 324)] },
};
const handlerWith = (pushes: readonly number[]): StubContract => ({
  answers: [
    address('L2_PROTOCOL_GOVERNOR', governor),
    address('securityCouncil', council),
    address('guardians', guardians),
    address('emergencyUpgradeBoard', board),
    address('ZKSYNC_ERA', era),
  ],
  pushes: pushes.map((one) => numberToHex(one, { size: 4 })),
});
const periods = [3 * day, day, 30 * day];

describe('a protocol upgrade handler', () => {
  it('acts at once with all three of its bodies, and after its periods with a vote and one of them', async () => {
    const { body, frontier } = await resolveStub({ ...world, [handler]: handlerWith(periods) }, handler);
    expect(body).toMatchObject({ kind: 'protocol-upgrade-handler', notes: [] });
    // 9 + 5 + 1, of whom two sit in both; the vote on an L2 that was not read counts as a key.
    expect(frontier.map(({ delaySeconds, size }) => [delaySeconds, size])).toEqual([
      [0, 13],
      [4 * day, 7],
      [34 * day, 6],
    ]);
  });

  it('says so where its code does not contain the periods, and then may not wait', async () => {
    const { body, frontier } = await resolveStub({ ...world, [handler]: handlerWith([3 * day]) }, handler);
    expect(body.notes.join()).toContain('could not be confirmed');
    // The doubt is one more key.
    expect(frontier[0]).toMatchObject({ delaySeconds: 0, size: 7 });
  });

  it('is open to somebody where a body of its cannot be read', async () => {
    const call = encodeFunctionData({ abi: parseAbi(['function emergencyUpgradeBoard() view returns (address)']) });
    const stubs = { ...world, [handler]: handlerWith(periods) };
    const { frontier } = await resolveStub(stubs, handler, (read) => read.kind === 'call' && read.data === call);
    expect(frontier[0]).toMatchObject({ delaySeconds: 0, size: 1 });
  });
});

describe('an emergency upgrade board', () => {
  it('needs all who sign', async () => {
    const { body, frontier } = await resolveStub(world, board);
    expect(body.kind).toBe('emergency-upgrade-board');
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 13 }]);
  });
});

describe('an eip1271-multisig', () => {
  it('lists its members until one is missing', async () => {
    const { body, frontier } = await resolveStub(world, council);
    expect(body).toMatchObject({ kind: 'eip1271-multisig', parameters: { threshold: 9, members: 12 } });
    expect(frontier).toMatchObject([{ size: 9 }]);
  });

  it('is unresolved where a member is not read, or there are too few', async () => {
    const lost = await resolveStub(world, council, (read) => read.kind === 'call' && read.data.endsWith('07'));
    expect(lost.body.authority).toMatchObject({ kind: 'unresolved' });
    const few = await resolveStub({ [council]: multisig(memberOf(100, 3), { EIP1271_THRESHOLD: 4 }) }, council);
    expect(few.body.authority).toMatchObject({ kind: 'unresolved' });
  });
});

describe('governance', () => {
  const governing = (delay: number, hastening: Address): StubContract => ({
    answers: [number('minDelay', delay), address('securityCouncil', hastening), address('owner', foundation)],
    silent: [
      'function scheduleShadow(bytes32, uint256)',
      'function executeInstant(((address,uint256,bytes)[],bytes32,bytes32)) payable',
    ],
  });

  it('waits, unless the council hastens what the owner has scheduled', async () => {
    const { body, frontier } = await resolveStub({ [handler]: governing(day, someone(50)) }, handler);
    expect(body).toMatchObject({ kind: 'governance', parameters: { delaySeconds: day } });
    expect(frontier.map(({ delaySeconds, size }) => [delaySeconds, size])).toEqual([
      [0, 2],
      [day, 1],
    ]);
  });

  it('only waits where there is no council', async () => {
    const nobody = '0x0000000000000000000000000000000000000000';
    const { frontier } = await resolveStub({ [handler]: governing(day, nobody) }, handler);
    expect(frontier).toMatchObject([{ delaySeconds: day, size: 1 }]);
  });
});
