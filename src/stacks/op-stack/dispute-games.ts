import type { Hex } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { ExitTerm } from '../../model/power.ts';
import type { Game, GameCode } from './games/game.ts';
import { readGame } from './games/index.ts';
import { gamePowers } from './game-powers.ts';
import type { Judge } from './judge.ts';
import { unknownJudge } from './judge.ts';

const respectedType = 'function respectedGameType() view returns (uint32)';
const implementationOf = 'function gameImpls(uint32) view returns (address)';
const argumentsOf = 'function gameArgs(uint32) view returns (bytes)';
const bondOf = 'function initBonds(uint32) view returns (uint256)';

/** A bond above this keeps everybody but the rich from proposing: 100 ether (the standard one is 0.08). */
const highestOpenBondWei = 100n * 10n ** 18n;

/** The contracts that take part in judging by games. */
export type Court = { readonly portal: Contract; readonly factory: Contract; readonly registry: Contract | null };

/** What the portal pays out on: the games of the respected type, and whoever can change what that means. */
export async function judgeByGames(court: Court, chainId: number, resolver: Resolver): Promise<Judge> {
  const type = await respected(court, resolver);
  const game = await chainRead(type, (number) => gameOfType(court.factory, number, resolver));
  const maturity = await delay(court.portal, 'function proofMaturityDelaySeconds() view returns (uint256)', resolver);
  const airGap = await airGapOf(court, resolver);
  const bond = await chainRead(type, async (number) =>
    notNull(await ask(resolver, { of: court.factory, view: bondOf, args: [number] }), 'the factory names no bond'),
  );
  const powers = await gamePowers({ court, game, type, maturity }, resolver);
  if (game.status === 'unknown') {
    return { ...unknownJudge(game.reason, game.evidence), powers, finish: exitTerms(game, { maturity, airGap }) };
  }
  const judged = mustJudge(game.value, chainId);
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
    parts: bondsOf(game.value),
    notes: [],
  };
}

/** The game must say that it judges this chain, or say nothing (games that only one factory can create). */
function mustJudge(game: Game, chainId: number): Observation<boolean> {
  return chain(game.l2ChainId, (id) =>
    id === null || id === BigInt(chainId)
      ? known(true)
      : unknown(`the respected game judges chain ${id}, not chain ${chainId}`),
  );
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

/** The game that the factory creates for a type. */
async function gameOfType(factory: Contract, type: number, resolver: Resolver): Promise<Observation<Game>> {
  const address = notNull(
    await ask(resolver, { of: factory, view: implementationOf, args: [type] }),
    `${factory.address} names no implementations`,
  );
  const args = map(await ask(resolver, { of: factory, view: argumentsOf, args: [type] }), emptyIsNone);
  return chainRead(address, async (implementation) => {
    if (/^0x0+$/.test(implementation)) return unknown(`no game implementation is set for the respected type ${type}`);
    const code: GameCode = { implementation: await resolver.inspect(implementation), args };
    return readGame(code, resolver);
  });
}

function emptyIsNone(args: Hex | null): Hex | null {
  return args === '0x' ? null : args;
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
