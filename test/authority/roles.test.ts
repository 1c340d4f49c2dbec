import { type Address, getAddress, type Hex, keccak256, toHex, zeroHash } from 'viem';
import { describe, expect, it } from 'vitest';
import { createResolver } from '../../src/authority/create-resolver.ts';
import { roleAuthority } from '../../src/authority/roles.ts';
import { type StubContract, stubReader } from './stub-reader.ts';

const on = getAddress('0x00000000000000000000000000000000000000A1');
const alice = getAddress('0x00000000000000000000000000000000000000a2');
const bob = getAddress('0x00000000000000000000000000000000000000a3');
const role = keccak256(toHex('OPERATOR_ROLE'));

const holds = (of: Hex, account: Address, value: boolean) => ({
  view: 'function hasRole(bytes32, address) view returns (bool)',
  args: [of, account],
  value,
});
const admin = { view: 'function getRoleAdmin(bytes32) view returns (bytes32)', value: zeroHash };

async function operators(contract: StubContract) {
  const resolver = createResolver(stubReader({ [on]: contract }), () => undefined);
  const { pushed } = await resolver.inspect(on);
  if (pushed.status === 'unknown') throw new Error(pushed.reason);
  return roleAuthority({ address: on, pushed: pushed.value }, role, resolver);
}

const body = (address: Address) => ({ kind: 'body', id: `1:${address}` });

describe('who can act in a role that is not enumerable', () => {
  it('are those who were granted it and still hold it, and the admins who can take it', async () => {
    const grants = [
      { role, account: alice },
      { role: zeroHash, account: bob },
    ];
    const answers = [holds(role, alice, true), holds(zeroHash, bob, true), admin];
    const { authority, notes } = await operators({ answers, grants });
    expect(authority).toEqual({ kind: 'any', of: [body(alice), body(bob)] });
    expect(notes.join()).toContain('as complete as the logs');
  });

  it('are not those whose role was revoked', async () => {
    const grants = [
      { role, account: alice },
      { role, account: bob },
    ];
    const { authority } = await operators({
      answers: [holds(role, alice, false), holds(role, bob, true), admin],
      grants,
    });
    expect(authority).toEqual(body(bob));
  });

  it('are unresolved where the logs are refused or cut off', async () => {
    const { authority } = await operators({
      answers: [holds(role, alice, true), admin],
      logs: 'the provider cut the logs off',
    });
    expect(JSON.stringify(authority)).toContain('cut the logs off');
    expect(JSON.stringify(authority)).toContain('unresolved');
  });

  it('are unresolved where there is not a single grant, which no deployed contract has', async () => {
    const { authority } = await operators({ answers: [holds(role, alice, true), admin], grants: [] });
    expect(JSON.stringify(authority)).toContain('logs are incomplete');
  });
});

describe('who can act in an enumerable role', () => {
  it('are those whom the contract lists, whatever the logs say', async () => {
    const answers = [
      { view: 'function getRoleMemberCount(bytes32) view returns (uint256)', args: [role], value: 1n },
      { view: 'function getRoleMemberCount(bytes32) view returns (uint256)', args: [zeroHash], value: 0n },
      { view: 'function getRoleMember(bytes32, uint256) view returns (address)', args: [role, 0n], value: alice },
      holds(role, alice, true),
      admin,
    ];
    const { authority, notes } = await operators({ answers, logs: 'refused' });
    expect(authority).toEqual(body(alice));
    expect(notes).toEqual([]);
  });
});
