import { keccak256, toBytes, zeroHash } from 'viem';
import { describe, expect, it } from 'vitest';
import type { StubContract } from '../stub-reader.ts';
import { resolveStub, someone } from '../stub-resolved.ts';

// A stand-in: Aave's Governance 2 is not among the packages that are tested against.
const [governance, ann] = [someone(1), someone(2)];
const role = keccak256(toBytes('OWNER_ROLE'));
const hasRole = 'function hasRole(bytes32, address) view returns (bool)';

const vote = (more: Partial<StubContract> = {}): StubContract => ({
  answers: [
    { view: 'function getGovernanceStrategy() view returns (address)', value: someone(9) },
    { view: 'function isExecutorAuthorized(address) view returns (bool)', value: true },
    ...(more.answers ?? []),
  ],
  silent: ['function submitVote(uint256, bool)'],
  ...(more.grants && { grants: more.grants }),
});

describe('a token vote', () => {
  it('is an electorate, or whoever owns it and decides how votes count', async () => {
    const owner = { view: 'function owner() view returns (address)', value: ann };
    const { body, frontier } = await resolveStub({ [governance]: vote({ answers: [owner] }) }, governance);
    expect(body.kind).toBe('token-vote');
    expect(body.authority).toMatchObject({
      kind: 'any',
      of: [
        { kind: 'electorate', id: `1:${governance}` },
        { kind: 'body', id: `1:${ann}` },
      ],
    });
    expect(frontier).toMatchObject([{ size: 0, electorates: [`1:${governance}`] }]);
  });

  it('is owned by the holders of its owner role where it has one', async () => {
    const answers = [
      { view: 'function OWNER_ROLE() view returns (bytes32)', value: role },
      { view: 'function getRoleAdmin(bytes32) view returns (bytes32)', value: role },
      { view: hasRole, args: [role, ann], value: true },
      { view: hasRole, value: false },
    ];
    const grants = [
      { role, account: ann },
      { role: zeroHash, account: someone(3) },
    ];
    const { body } = await resolveStub({ [governance]: vote({ answers, grants }) }, governance);
    expect(body.authority).toMatchObject({
      kind: 'any',
      of: [{ kind: 'electorate' }, { kind: 'body', id: `1:${ann}` }],
    });
    expect(body.notes.join()).toContain('as complete as the logs');
  });

  it('may be anybody’s where it says nothing of an owner', async () => {
    const { body } = await resolveStub({ [governance]: vote() }, governance);
    expect(JSON.stringify(body.authority)).toContain('is not known');
  });
});
