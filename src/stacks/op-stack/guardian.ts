import { ask, askAny } from '../../authority/ask.ts';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { known, map, notNull, type Observation } from '../../model/observation.ts';
import type { ExitTerm, Power } from '../../model/power.ts';
import { power } from '../powers.ts';
import type { OpContracts } from './contracts.ts';

const guardianViews = [
  'function guardian() view returns (address)',
  'function GUARDIAN() view returns (address)',
] as const;
const pauses = ['function pause(string)', 'function pause(address)', 'function pause()'];
const invalidates = [
  'function blacklistDisputeGame(address)',
  'function setRespectedGameType(uint32)',
  'function updateRetirementTimestamp()',
  'function setAnchorState(address, address)',
];
const extend = 'function extend(address)';
const expiry = 'function pauseExpiry() view returns (uint256)';

/** What the guardian can do, and how long its pause keeps a user who leaves. */
export type Guard = {
  readonly powers: readonly Power[];
  readonly paused: Observation<boolean>;
  /** The pause that ends by itself, as a term of the exit. */
  readonly finish: readonly ExitTerm[];
};

/** The guardian: it pauses withdrawals, and declares games invalid or another type respected. */
export async function guardOf(contracts: OpContracts, resolver: Resolver): Promise<Guard> {
  const { portal, superchainConfig } = contracts;
  if (portal.status === 'unknown') return { powers: [], paused: portal, finish: [] };
  const config = superchainConfig.status === 'known' ? superchainConfig.value : null;
  const paused = notNull(
    await ask(resolver, { of: portal.value, view: 'function paused() view returns (bool)' }),
    'the portal does not say whether it is paused',
  );
  const guardian = await guardianOf(contracts, portal.value, resolver);
  const pausable = config ?? portal.value;
  const lasts = config === null ? known(null) : map(await ask(resolver, { of: config, view: expiry }), asSeconds);
  return {
    powers: [
      ...pausePowers(pausable, { guardian, lasts }),
      ...invalidationPowers([portal.value, contracts.anchorRegistry], guardian),
    ],
    paused,
    finish: pauseTerm(lasts),
  };
}

/** Who pauses withdrawals and chooses among games. */
export async function guardianOf(contracts: OpContracts, portal: Contract, resolver: Resolver): Promise<Authority> {
  const own = await askAny(resolver, portal, guardianViews);
  if (own.status === 'unknown' || own.value !== null) return addressAuthority(notNull(own, ''), resolver);
  const config = contracts.superchainConfig;
  if (config.status === 'unknown') return unresolved(config.reason);
  if (config.value === null) return unresolved(`neither ${portal.address} nor another contract names a guardian`);
  return addressAuthority(
    notNull(await askAny(resolver, config.value, guardianViews), 'no guardian is named'),
    resolver,
  );
}

type Pause = { readonly guardian: Authority; readonly lasts: Observation<number | null> };

function pausePowers(pausable: Contract, { guardian, lasts }: Pause): readonly Power[] {
  const selectors = pauses.filter((one) => answers(pausable, one)).map(selectorOf);
  const shared = {
    breaks: ['uncensored'],
    on: pausable.address,
    authority: guardian,
  } as const;
  const bounded = lasts.status === 'known' && lasts.value !== null ? lasts.value : 'unbounded';
  const once = power({
    ...shared,
    id: 'pause-withdrawals',
    title: bounded === 'unbounded' ? 'stop all withdrawals for ever' : 'stop all withdrawals for a while',
    selectors,
    lasts: bounded,
    effect: 'While the pause lasts no withdrawal can be proved or finalised.',
  });
  if (bounded === 'unbounded') return [once];
  const again = power({
    ...shared,
    id: 'extend-pause',
    title: 'extend a pause again and again',
    // Where nothing extends it, whoever may pause may do so again.
    selectors: answers(pausable, extend) ? [selectorOf(extend)] : selectors,
    effect: 'A pause that is extended each time before it expires stops all withdrawals for ever.',
  });
  return [once, again];
}

function invalidationPowers(
  [portal, registry]: readonly [Contract, Observation<Contract | null>],
  guardian: Authority,
): readonly Power[] {
  const judges = [portal, ...(registry.status === 'known' && registry.value !== null ? [registry.value] : [])];
  const named = judges.map((contract) => ({
    contract,
    functions: invalidates.filter((one) => answers(contract, one)),
  }));
  const found = named.filter(({ functions }) => functions.length > 0);
  const [first] = found;
  if (first === undefined && registry.status === 'known') return [];
  return [
    power({
      id: 'invalidate-games',
      title: 'declare games invalid, or another type of game the respected one',
      breaks: ['uncensored', 'unreverted'],
      authority: registry.status === 'known' ? guardian : anyOf([guardian, unresolved(registry.reason)]),
      on: (first?.contract ?? portal).address,
      selectors: [...new Set(found.flatMap(({ functions }) => functions.map(selectorOf)))],
      effect: 'Proved withdrawals lose their proof, and done again and again none is ever paid.',
    }),
  ];
}

function pauseTerm(lasts: Observation<number | null>): readonly ExitTerm[] {
  if (lasts.status === 'known' && lasts.value === null) return [];
  const seconds = map(lasts, (value) => value ?? 0);
  return [{ name: 'pause', seconds, source: 'pauseExpiry of SuperchainConfig: one pause that nobody extends' }];
}

function asSeconds(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
