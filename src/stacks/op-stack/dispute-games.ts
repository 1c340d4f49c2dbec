import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import type { Authority } from '../../model/authority.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { ExitTerm } from '../../model/power.ts';
import type { Game } from './games/game.ts';
import { gamePowers } from './game-powers.ts';
import type { Judge } from './judge.ts';
import { unknownJudge } from './judge.ts';
import { otherGamePowers } from './other-games.ts';
import { gameOfType } from './registered-games.ts';

const respectedType = 'function respectedGameType() view returns (uint32)';
const bondOf = 'function initBonds(uint32) view returns (uint256)';

/** A bond above this keeps everybody but the rich from proposing: 100 ether (the standard one is 0.08). */
const highestOpenBondWei = 100n * 10n ** 18n;

/** The contracts that take part in judging by games, who chooses among the games, and for which chain. */
export type Court = {
  readonly portal: Contract;
  readonly factory: Contract;
  readonly registry: Contract | null;
  readonly guardian: Authority;
  readonly chainId: number;
};

/** What the portal pays out on: the games of the respected type, and whoever can change what that means. */
export async function judgeByGames(court: Court, resolver: Resolver): Promise<Judge> {
  const type = await respected(court, resolver);
  const game = await chainRead(type, async (number) =>
    notNull(
      await gameOfType(court.factory, number, resolver),
      `no game implementation is set for the respected type ${number}`,
    ),
  );
  const maturity = await delay(court.portal, 'function proofMaturityDelaySeconds() view returns (uint256)', resolver);
  const airGap = await airGapOf(court, resolver);
  const bond = await chainRead(type, async (number) =>
    notNull(await ask(resolver, { of: court.factory, view: bondOf, args: [number] }), 'the factory names no bond'),
  );
  const situation = { court, game, type, maturity };
  const powers = [...(await gamePowers(situation, resolver)), ...(await otherGamePowers(situation, resolver))];
  if (game.status === 'unknown') {
    return { ...unknownJudge(game.reason, game.evidence), powers, finish: exitTerms(game, { maturity, airGap }) };
  }
  const judged = mustJudge(game.value, court.chainId);
  const affordable = map(bond, (wei) => wei <= highestOpenBondWei);
  const openToPropose = map(all([game.value.openToPropose, affordable]), ([open, cheap]) => open && cheap);
  return {
    facts: {
      'proof.kind': map(judged, () => game.value.proof),
      'proof.variant': map(judged, () => game.value.variant),
      'proof.enforced': judged,
      'proof.challenge.permissionless': map(all([judged, game.value.openToChallenge]), ([, open]) => open),
      'proof.challengers': map(game.value.openToChallenge, (open) => (open ? 0 : 2)),
      'proof.challenge.seconds': game.value.challengeSeconds,
      'proof.proposer.permissionless': openToPropose,
    },
    powers,
    finish: exitTerms(game, { maturity, airGap }),
    parts: [...bondsOf(game.value), ...(game.value.judge?.parts ?? [])],
    notes: [],
  };
}

/**
 * The game must say that it judges this chain, or say nothing (games that only one factory can create); and what judges its proofs
 * must be of a known kind.
 */
function mustJudge(game: Game, chainId: number): Observation<boolean> {
  const own = chain(game.l2ChainId, (id) =>
    id === null || id === BigInt(chainId)
      ? known(true)
      : unknown(`the respected game judges chain ${id}, not chain ${chainId}`),
  );
  return game.judge === null ? own : map(all([own, game.judge.recognised]), () => true);
}

async function respected({ portal, registry }: Court, resolver: Resolver): Promise<Observation<number>> {
  const fromPortal = await ask(resolver, { of: portal, view: respectedType });
  if (fromPortal.status === 'unknown' || fromPortal.value !== null || registry === null) {
    return notNull(fromPortal, 'no contract names the respected game type');
  }
  return notNull(
    await ask(resolver, { of: registry, view: respectedType }),
    'no contract names the respected game type',
  );
}

/** After a game is resolved, this long may pass before a withdrawal: the time to blacklist it. */
async function airGapOf({ portal, registry }: Court, resolver: Resolver): Promise<Observation<number>> {
  const view = 'function disputeGameFinalityDelaySeconds() view returns (uint256)';
  const own = await ask(resolver, { of: portal, view });
  if (registry === null || own.status === 'unknown' || own.value !== null) return seconds(own, 'air gap');
  return seconds(await ask(resolver, { of: registry, view }), 'air gap');
}

async function delay(
  of: Contract,
  view: 'function proofMaturityDelaySeconds() view returns (uint256)',
  resolver: Resolver,
): Promise<Observation<number>> {
  return seconds(await ask(resolver, { of, view }), 'proof maturity delay');
}

function seconds(read: Observation<bigint | null>, name: string): Observation<number> {
  return map(notNull(read, `no contract names the ${name}`), Number);
}

type Delays = { readonly maturity: Observation<number>; readonly airGap: Observation<number> };

function exitTerms(game: Observation<Game>, { maturity, airGap }: Delays): readonly ExitTerm[] {
  const resolution = chain(game, (one) => one.longestSeconds);
  const rest = map(all([maturity, resolution, airGap]), ([proof, game, gap]) => Math.max(0, proof - game - gap));
  return [
    {
      name: 'challenge',
      seconds: resolution,
      source: 'both clocks of a game that is disputed to the end, with extensions',
    },
    { name: 'air gap', seconds: airGap, source: 'disputeGameFinalityDelaySeconds, after the game is resolved' },
    {
      name: 'maturity',
      seconds: rest,
      source: 'what proofMaturityDelaySeconds asks beyond the two, from the proof on',
    },
  ];
}

function bondsOf(game: Game): Judge['parts'] {
  const { bonds } = game;
  return bonds.status === 'known' && bonds.value !== null ? [{ role: 'DelayedWETH', address: bonds.value }] : [];
}
