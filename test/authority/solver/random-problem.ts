import fc from 'fast-check';
import type { Address, Hex } from 'viem';
import type { Authority, Body } from '../../../src/model/authority.ts';
import type { Problem } from '../../../src/authority/solver/solve.ts';

/** How large a random problem may get, and how often its parts point at each other. */
export type Size = { readonly keys: number; readonly bodies: number; readonly width: number };

export const selectors: readonly Hex[] = ['0x00000001', '0x00000002', '0x00000003'];
export const targets: readonly Address[] = [
  '0x1111111111111111111111111111111111111111',
  '0x2222222222222222222222222222222222222222',
];

/** A body of the given authority; for tests only its id and its authority matter. */
function bodyOf(id: string, authority: Authority): Body {
  const address = targets[0] as Address;
  return {
    id,
    chainId: 1,
    address,
    kind: 'safe',
    name: id,
    authority,
    parameters: {},
    notes: [],
    vetoes: [],
    evidence: [],
  };
}

/** The bodies by id. */
export function bodiesOf(authorities: Readonly<Record<string, Authority>>): Map<string, Body> {
  return new Map(Object.entries(authorities).map(([id, authority]) => [id, bodyOf(id, authority)]));
}

/** Random problems: nested and shared thresholds, delays, cycles, limits, votes, unresolved parts and missing bodies. */
export function randomProblem(size: Size): fc.Arbitrary<Problem> {
  return fc
    .record({
      authorities: fc.array(randomAuthority(size), { minLength: 1, maxLength: size.bodies + 1 }),
      selectors: fc.option(fc.subarray([...selectors], { minLength: 1 }), { nil: undefined }),
      target: fc.option(fc.constantFrom(...targets), { nil: undefined }),
      unresolved: fc.constantFrom('hostile' as const, 'free' as const, 'inert' as const),
      provableBug: fc.constantFrom('counts' as const, 'aside' as const),
      entities: fc.option(fc.array(fc.tuple(keyId(size), fc.constantFrom('entity:A', 'entity:B')), { maxLength: 4 }), {
        nil: undefined,
        freq: 3,
      }),
    })
    .map(({ authorities, selectors: called, target, entities, ...rest }) => ({
      ...rest,
      authority: authorities[0] as Authority,
      bodies: bodiesOf(Object.fromEntries(authorities.slice(1).map((authority, at) => [`body${at}`, authority]))),
      ...(called && { selectors: called }),
      ...(target && { target }),
      ...(entities && { entities: new Map(entities) }),
    }));
}

function keyId({ keys }: Size): fc.Arbitrary<string> {
  return fc.nat({ max: keys - 1 }).map((number) => `key${number}`);
}

/** At least half of the leaves are keys; one body more is referred to than there is. */
function randomAuthority(size: Size): fc.Arbitrary<Authority> {
  const key = keyId(size).map((id): Authority => ({ kind: 'key', id }));
  const body = fc.nat({ max: size.bodies }).map((at): Authority => ({ kind: 'body', id: `body${at}` }));
  const rare = fc.constantFrom<Authority>(
    { kind: 'nobody' },
    { kind: 'anyone' },
    { kind: 'electorate', id: 'voters' },
    { kind: 'unresolved', reason: 'no source' },
    { kind: 'unresolved', reason: 'no source', id: 'key0' },
  );
  const leaf = fc.oneof({ weight: 12, arbitrary: key }, { weight: 5, arbitrary: body }, { weight: 1, arbitrary: rare });
  return fc.letrec<{ node: Authority }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { weight: 3, arbitrary: leaf },
      { weight: 3, arbitrary: threshold(fc.array(tie('node'), { minLength: 1, maxLength: size.width })) },
      { weight: 2, arbitrary: threshold(fc.array(leaf, { minLength: 2, maxLength: size.width + 2 })) },
      {
        weight: 2,
        arbitrary: fc.record({
          kind: fc.constantFrom('any', 'all'),
          of: fc.array(tie('node'), { maxLength: size.width }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('after' as const), seconds: fc.nat({ max: 4 }), of: tie('node') }),
      },
      {
        weight: 1,
        arbitrary: fc.oneof(
          limited(tie('node')),
          fc.record({ kind: fc.constant('provableBug' as const), of: tie('node') }),
        ),
      },
    ),
  })).node;
}

/**
 * Networks of Safes: each body is a quorum of keys and other bodies, some behind a delay, some with a module past it; the
 * root needs several of them. Harder than `randomProblem`, and more often with more than one point.
 */
export function randomNetwork(size: Size): fc.Arbitrary<Problem> {
  const key = keyId(size).map((id): Authority => ({ kind: 'key', id }));
  const body = fc.nat({ max: size.bodies - 1 }).map((at): Authority => ({ kind: 'body', id: `body${at}` }));
  const member = fc.oneof({ weight: 4, arbitrary: key }, { weight: 1, arbitrary: body });
  const quorum = threshold(fc.array(member, { minLength: 2, maxLength: size.width }));
  const slow = fc.tuple(fc.nat({ max: 3 }), quorum).map(([seconds, of]): Authority => ({ kind: 'after', seconds, of }));
  const safe = fc.oneof({ weight: 3, arbitrary: quorum }, { weight: 1, arbitrary: slow });
  const withModule = fc.tuple(safe, slow).map(([own, module]): Authority => ({ kind: 'any', of: [own, module] }));
  const bodies = fc.array(fc.oneof({ weight: 2, arbitrary: safe }, { weight: 1, arbitrary: withModule }), {
    minLength: size.bodies,
    maxLength: size.bodies,
  });
  return fc
    .tuple(threshold(fc.array(body, { minLength: 2, maxLength: 4 })), bodies)
    .map(([authority, authorities]) => ({
      authority,
      bodies: bodiesOf(Object.fromEntries(authorities.map((one, at) => [`body${at}`, one]))),
      unresolved: 'hostile',
      provableBug: 'counts',
    }));
}

function threshold(of: fc.Arbitrary<readonly Authority[]>): fc.Arbitrary<Authority> {
  return fc
    .tuple(of, fc.nat({ max: 1000 }), fc.constantFrom(undefined, 'body0', 'body1', 'council'))
    .map(([parts, number, council]) => {
      const k = number === 0 ? 0 : 1 + (number % parts.length);
      return { kind: 'threshold', k, of: parts, ...(council && { council }) };
    });
}

function limited(of: fc.Arbitrary<Authority>): fc.Arbitrary<Authority> {
  return fc
    .record({
      selectors: fc.subarray([...selectors]),
      targets: fc.option(fc.subarray([...targets]), { nil: undefined }),
      of,
    })
    .map(({ targets: only, ...rest }) => ({ kind: 'limited', ...rest, ...(only && { targets: only }) }));
}
