import type { Resolver } from '../../../authority/resolver.ts';
import { known, type Observation, unknown } from '../../../model/observation.ts';
import { faultGame } from './fault.ts';
import type { Game, GameCode, GameKind } from './game.ts';
import { kailuaGame } from './kailua.ts';
import { succinctGame } from './succinct.ts';

/** Every kind of dispute game; the first that recognises an implementation wins. */
const gameKinds: readonly GameKind[] = [faultGame, succinctGame, kailuaGame];

/** The game behind an implementation; unknown where it is of no kind in the list. */
export async function readGame(code: GameCode, resolver: Resolver): Promise<Observation<Game>> {
  const { implementation } = code;
  if (implementation.pushed.status === 'unknown') return implementation.pushed;
  const kind = gameKinds.find((one) => one.recognises(implementation));
  if (kind) return known(await kind.read(code, resolver), implementation.evidence);
  return unknown(`the game at ${implementation.address} is of a kind that is not recognised`, implementation.evidence);
}
