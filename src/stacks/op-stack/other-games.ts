import { answers, selectorOf } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { allOf, anyone, type Authority, nobody, unresolved } from '../../model/authority.ts';
import { chainRead, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { delayed, power } from '../powers.ts';
import type { GameSituation } from './game-powers.ts';
import type { Game } from './games/game.ts';
import { gameOfType, registeredTypes } from './registered-games.ts';

const setType = 'function setRespectedGameType(uint32)';
/** CANNON and PERMISSIONED_CANNON (Types.sol), which a chain of contracts-bedrock has: asked even where no log names them. */
const standardTypes = [0, 1];

/** A game that could be respected, and whose help it takes to make a false state final by it. */
type Other = { readonly id: string; readonly name: string; readonly decides: Authority; readonly vetoes: Authority[] };

/**
 * The powers of whoever chooses the respected game over what counts as a state. By a closed game its proposer decides, unless the
 * few that may challenge object; games that are not recognised, or that no log names, are taken for the worst.
 */
export async function otherGamePowers(situation: GameSituation, resolver: Resolver): Promise<readonly Power[]> {
  const { court, maturity } = situation;
  const chooser = [court.portal, court.registry].find((one) => one !== null && answers(one, setType));
  if (!chooser) return [];
  const others = (await otherGames(situation, resolver)).filter(({ decides }) => decides.kind !== 'nobody');
  return others.map(({ id, name, decides, vetoes }) =>
    power({
      id: `respect-${id}`,
      title: `have ${name} respected, and finalise a state of its choice`,
      breaks: ['valid'],
      authority: delayed(maturity, allOf([court.guardian, decides])),
      on: chooser.address,
      selectors: [selectorOf(setType)],
      vetoes,
      effect:
        'The bridge pays out what that game says, and who was about to leave by the present one has to begin anew.',
    }),
  );
}

async function otherGames({ court, type: respected }: GameSituation, resolver: Resolver): Promise<readonly Other[]> {
  const present = respected.status === 'known' ? respected.value : null;
  const listed = await chainRead(respected, (type) => registeredTypes(court.factory, type, resolver));
  const types = new Set([...standardTypes, ...(listed.status === 'known' ? listed.value : [])]);
  const games = [...types]
    .filter((type) => type !== present)
    .toSorted((a, b) => a - b)
    .map(async (type): Promise<Other> => {
      const game = await gameOfType(court.factory, type, resolver);
      return { id: `game-${type}`, name: `the game of type ${type}`, ...decision(game, court.chainId) };
    });
  const unlisted: Other[] =
    listed.status === 'known'
      ? []
      : [{ id: 'other-game', name: 'a game that is not listed', decides: unresolved(listed.reason), vetoes: [] }];
  return [...(await Promise.all(games)), ...unlisted];
}

function decision(game: Observation<Game | null>, chainId: number): Pick<Other, 'decides' | 'vetoes'> {
  const by = (decides: Authority, ...vetoes: Authority[]) => ({ decides, vetoes });
  if (game.status === 'unknown') return by(unresolved(game.reason));
  if (game.value === null) return by(nobody);
  const { openToChallenge, l2ChainId, proposer, challenger } = game.value;
  if (l2ChainId.status === 'unknown') return by(unresolved(l2ChainId.reason));
  // What is true of another chain is easily proved, and false of this one.
  if (l2ChainId.value !== null && l2ChainId.value !== BigInt(chainId)) return by(anyone);
  if (openToChallenge.status === 'unknown') return by(unresolved(openToChallenge.reason));
  return openToChallenge.value ? by(nobody) : by(proposer, challenger);
}
