import { ask } from '../../authority/ask.ts';
import { selectorOf } from '../../authority/contract.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { chain, chainRead, notNull, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { delayed, power } from '../powers.ts';
import { proofJudgePowers } from '../proof-judges/index.ts';
import type { Court } from './dispute-games.ts';
import type { Game } from './games/game.ts';

/** What the powers over games depend on. */
export type GameSituation = {
  readonly court: Court;
  readonly game: Observation<Game>;
  readonly type: Observation<number>;
  /** How long a proved withdrawal waits at least, in seconds. */
  readonly maturity: Observation<number>;
};

const owner = 'function owner() view returns (address)';

/** The powers over what a game may say: its proposer, the factory that chooses its code, the owner of the bonds. */
export async function gamePowers(situation: GameSituation, resolver: Resolver): Promise<readonly Power[]> {
  const { court, game, maturity } = situation;
  const factoryOwner = await addressAuthority(
    notNull(await ask(resolver, { of: court.factory, view: owner }), `${court.factory.address} names no owner`),
    resolver,
  );
  const on = court.factory.address;
  const replace = power({
    id: 'replace-dispute-game',
    title: 'replace the code of the games that judge states',
    breaks: ['valid'],
    authority: delayed(maturity, factoryOwner),
    on,
    selectors: [
      'function setImplementation(uint32, address)',
      'function setImplementation(uint32, address, bytes)',
    ].map(selectorOf),
    effect: 'A game that resolves as told pays out any withdrawal once the proof has matured.',
  });
  const disable = power({
    id: 'disable-dispute-game',
    title: 'remove the game or raise its bond without limit',
    breaks: ['uncensored'],
    authority: factoryOwner,
    on,
    selectors: ['function setImplementation(uint32, address)', 'function setInitBond(uint32, uint256)'].map(selectorOf),
    effect: 'Without a game that can be created no withdrawal can be proved.',
  });
  const bonds = await bondPowers(situation, resolver);
  return [replace, disable, ...proposerPowers(situation, game), ...judgePowers(situation), ...bonds];
}

/** Of those who sway what judges the proofs of a game: they answer every challenge, or none can be answered. */
function judgePowers({ court, game, maturity }: GameSituation): readonly Power[] {
  if (game.status === 'unknown' || game.value.judge === null) return [];
  const { judge, proposer } = game.value;
  return proofJudgePowers(judge, { on: court.factory.address, proposer, seconds: maturity });
}

function proposerPowers({ court, maturity }: GameSituation, game: Observation<Game>): readonly Power[] {
  const proposer: Authority = game.status === 'known' ? game.value.proposer : unresolved(game.reason);
  if (proposer.kind === 'anyone') return [];
  const challenger = game.status === 'known' ? game.value.challenger : unresolved(game.reason);
  const propose = power({
    id: 'propose-state',
    title: 'finalise a state of its choice',
    breaks: ['valid'],
    authority: delayed(maturity, proposer),
    on: court.factory.address,
    vetoes: challenger.kind === 'anyone' ? [] : [challenger],
    effect: 'Unless the few who may challenge do so, the bridge pays out whatever withdrawals the state contains.',
  });
  const withhold = power({
    id: 'withhold-proposals',
    title: 'stop proposing states',
    breaks: ['uncensored'],
    authority: proposer,
    on: court.factory.address,
    effect: 'Nobody else may propose, so no withdrawal can be proved.',
  });
  const closedToChallenge = challenger.kind !== 'anyone';
  return closedToChallenge ? [propose, withhold] : [withhold];
}

async function bondPowers({ game, maturity }: GameSituation, resolver: Resolver): Promise<readonly Power[]> {
  const bonds = chain(game, (one) => one.bonds);
  const address = notNull(bonds, 'the game names no contract for bonds');
  if (address.status === 'unknown') return [];
  const holder = await resolver.inspect(address.value);
  const owned = await chainRead(address, async () => ask(resolver, { of: holder, view: owner }));
  // Newer versions have no owner of their own: the proxy admin's owner, whose upgrade power covers this.
  if (owned.status === 'known' && owned.value === null) return [];
  const authority = await addressAuthority(notNull(owned, 'no owner'), resolver);
  return [
    power({
      id: 'seize-bonds',
      title: 'take the bonds of those who challenge',
      breaks: ['valid'],
      authority: delayed(maturity, anyOf([authority])),
      on: address.value,
      selectors: ['function hold(address)', 'function hold(address, uint256)', 'function recover(uint256)'].map(
        selectorOf,
      ),
      effect: 'Challenging becomes a loss, so a wrong state may go unchallenged.',
    }),
  ];
}
