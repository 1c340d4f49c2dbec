import { describe, expect, it } from 'vitest';
import { properCouncils } from '../../src/audit/councils.ts';
import { withCurrentClaims } from '../../src/audit/current-claims.ts';
import type { Authority, Body } from '../../src/model/authority.ts';
import type { Chain } from '../../src/model/chain.ts';
import { claim, entry } from '../stacks/assessed.ts';

const address = '0x00000000000000000000000000000000000000C0';
const id = `1:${address}`;

function council(k: number, of: number, more: Partial<Body> = {}): Body {
  const keys = Array.from({ length: of }, (_, at): Authority => ({ kind: 'key', id: `1:member ${at}` }));
  const authority: Authority = { kind: 'threshold', k, of: keys, council: id };
  const shared = { id, chainId: 1, address, parameters: {}, notes: [], vetoes: [], evidence: [] } as const;
  return { ...shared, kind: 'safe', name: 'Council', authority, ...more };
}

const claiming = (outside: Chain['councils'][number]['outside']) =>
  entry({ stack: 'op-stack', contracts: {}, councils: [{ name: 'Council', address, chainId: 1, outside }] });

const isProper = (body: Body, chain = claiming(claim('half'))) =>
  properCouncils(chain, new Map([[id, body]])).length === 1;

describe('a council is properly constituted', () => {
  it('with eight members of whom six sign and half are outside', () => {
    expect(isProper(council(6, 8))).toBe(true);
    expect(isProper(council(6, 8), claiming(claim(4)))).toBe(true);
  });

  it('and not with seven members, with a lower threshold, or with fewer outside', () => {
    expect(isProper(council(7, 7))).toBe(false);
    expect(isProper(council(5, 8))).toBe(false);
    expect(isProper(council(9, 13))).toBe(false);
    expect(isProper(council(6, 8), claiming(claim(3)))).toBe(false);
  });

  it('and not where one key has two seats', () => {
    const body = council(6, 8);
    const { of } = body.authority as Authority & { kind: 'threshold' };
    const twice: Authority = { kind: 'threshold', k: 6, of: [...of.slice(0, 7), of[0] as Authority], council: id };
    expect(isProper({ ...body, authority: twice })).toBe(false);
  });

  it('and not where the Safes of two members share a key that suffices for both', () => {
    const body = council(6, 8);
    const { of } = body.authority as Authority & { kind: 'threshold' };
    const shared: Authority = { kind: 'key', id: '1:shared' };
    const ofMember = (own: Authority): Authority => ({ kind: 'threshold', k: 1, of: [own, shared] });
    const [first, second, ...rest] = of as [Authority, Authority, ...Authority[]];
    const apart: Authority = { kind: 'threshold', k: 1, of: [second, { kind: 'key', id: '1:other' }] };
    const seats = (second: Authority): Authority => ({
      kind: 'threshold',
      k: 6,
      of: [ofMember(first), second, ...rest],
      council: id,
    });
    expect(isProper({ ...body, authority: seats(apart) })).toBe(true);
    expect(isProper({ ...body, authority: seats(ofMember(second)) })).toBe(false);
  });

  it('also where a module can act beside its signers', () => {
    const body = council(6, 8);
    const authority: Authority = { kind: 'any', of: [body.authority, { kind: 'body', id: '1:module' }] };
    expect(isProper({ ...body, authority })).toBe(true);
  });

  it('and not where nobody attested who is outside, where the claim has expired, or where it could not be read', () => {
    expect(isProper(council(6, 8), claiming(null))).toBe(false);
    const expired = claiming({ ...claim('half' as const), expires: '2026-01-02' });
    expect(isProper(council(6, 8), withCurrentClaims(expired, '2026-01-02'))).toBe(true);
    expect(isProper(council(6, 8), withCurrentClaims(expired, '2026-01-03'))).toBe(false);
    expect(isProper(council(6, 8, { kind: 'unresolved', authority: { kind: 'unresolved', reason: 'not read' } }))).toBe(
      false,
    );
  });
});
