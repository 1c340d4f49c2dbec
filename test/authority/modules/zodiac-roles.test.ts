import type { Address } from 'viem';
import { describe, expect, it } from 'vitest';
import { selectorOf } from '../../../src/authority/contract.ts';
import { createResolver } from '../../../src/authority/create-resolver.ts';
import { moduleAuthority } from '../../../src/authority/safe-modules.ts';
import { corruption } from '../../../src/authority/solver/solve.ts';
import type { Authority } from '../../../src/model/authority.ts';
import { type StubContract, type StubEvent, stubReader } from '../stub-reader.ts';
import { someone } from '../stub-resolved.ts';

// A stand-in: version 1 of Zodiac's Roles is not among the packages that are tested against.
const [module, safe, owner, member, rollup] = [someone(1), someone(2), someone(3), someone(4), someone(5)];
const pause = selectorOf('function pauseByType(uint8)');
const schedule = selectorOf('function schedule(address, uint256, bytes, bytes32, bytes32, uint256)');

const assign: StubEvent = {
  event: 'event AssignRoles(address module, uint16[] roles, bool[] memberOf)',
  args: { module: member, roles: [1], memberOf: [true] },
};
const allow = (selector: string, options = 0): StubEvent => ({
  event:
    'event ScopeAllowFunction(uint16 role, address targetAddress, bytes4 selector, uint8 options, uint256 resultingScopeConfig)',
  args: { role: 1, targetAddress: rollup, selector, options, resultingScopeConfig: 1n },
});
const allowAll: StubEvent = {
  event: 'event AllowTarget(uint16 role, address targetAddress, uint8 options)',
  args: { role: 1, targetAddress: rollup, options: 0 },
};
const withEvents = (events: readonly StubEvent[], logs?: string): StubContract => ({
  answers: [
    { view: 'function owner() view returns (address)', value: owner },
    { view: 'function avatar() view returns (address)', value: safe },
  ],
  silent: ['function assignRoles(address, uint16[], bool[])', 'function scopeTarget(uint16, address)'],
  events,
  ...(logs !== undefined && { logs }),
});

async function resolve(contract: StubContract) {
  const resolver = createResolver(stubReader({ [module]: contract }), () => undefined);
  const authority = moduleAuthority(module, safe, resolver);
  const bodies = await resolver.settle();
  const keys = (selectors: readonly `0x${string}`[], target: Address) =>
    corruption({ authority, bodies, selectors, target, unresolved: 'hostile', provableBug: 'aside' })[0];
  return { found: authority.kind === 'body' ? bodies.get(authority.id) : undefined, keys };
}

describe('Zodiac’s Roles', () => {
  it('lets a member who may only pause do nothing else', async () => {
    const { found, keys } = await resolve(withEvents([assign, allow(pause)]));
    expect(found?.name).toBe('Roles');
    const limited: Authority = {
      kind: 'limited',
      selectors: [pause],
      targets: [rollup],
      of: { kind: 'body', id: `1:${member}` },
    };
    expect(found?.authority).toEqual({ kind: 'any', of: [{ kind: 'body', id: `1:${owner}` }, limited] });
    expect(keys([pause], rollup)?.alternatives).toBe(2);
    expect(keys([pause], safe)?.alternatives).toBe(1);
    expect(keys([schedule], rollup)).toMatchObject({ keys: [`1:${owner}`], alternatives: 1 });
  });

  it.each([
    ['may call a timelock', [allow(pause), allow(schedule)]],
    ['may make the Safe delegate calls', [allow(pause, 2)]],
    ['may call every function of a contract', [allowAll]],
  ])('counts a member who %s for everything that the Safe may do', async (_, events) => {
    const { keys } = await resolve(withEvents([assign, ...events]));
    expect(keys([selectorOf('function upgradeTo(address)')], safe)?.alternatives).toBe(2);
  });

  it('is anybody’s where its logs cannot be read', async () => {
    const { found } = await resolve(withEvents([], 'no logs here'));
    expect(found?.authority).toMatchObject({ kind: 'any', of: [{ kind: 'body' }, { kind: 'unresolved' }] });
  });
});
