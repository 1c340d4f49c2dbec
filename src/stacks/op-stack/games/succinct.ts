import { zeroAddress } from 'viem';
import { ask, askAny } from '../../../authority/ask.ts';
import { answers, type Contract } from '../../../authority/contract.ts';
import type { Resolver } from '../../../authority/resolver.ts';
import { anyone, unresolved } from '../../../model/authority.ts';
import { all, chainRead, known, map, notNull, type Observation } from '../../../model/observation.ts';
import { readProofJudge } from '../../proof-judges/index.ts';
import type { GameKind } from './game.ts';

const accessManager = 'function accessManager() view returns (address)';
const challengeDuration = 'function maxChallengeDuration() view returns (uint64)';
const proveDuration = 'function maxProveDuration() view returns (uint64)';
/** Generations of the game give it one name or the other. */
const verifierOf = [
  'function sp1Verifier() view returns (address)',
  'function SP1_VERIFIER() view returns (address)',
  'function verifier() view returns (address)',
] as const;
const proposers = 'function proposers(address) view returns (bool)';
const challengers = 'function challengers(address) view returns (bool)';

/**
 * OP Succinct's fault dispute game (OPSuccinctFaultDisputeGame.sol): a challenge is answered by one validity proof. Its AccessManager
 * lists who may propose and challenge; the zero address on a list means anybody.
 */
export const succinctGame: GameKind = {
  kind: 'op-succinct',
  recognises: (code) =>
    answers(code, accessManager, challengeDuration, 'function aggregationVkey() view returns (bytes32)'),
  async read({ implementation: of }, resolver) {
    const [challenge, prove, openToPropose, openToChallenge] = await Promise.all([
      ask(resolver, { of, view: challengeDuration }),
      ask(resolver, { of, view: proveDuration }),
      isOpen(of, proposers, resolver),
      isOpen(of, challengers, resolver),
    ]);
    const verifier = notNull(await askAny(resolver, of, verifierOf), `${of.address} names no verifier`);
    const challengeSeconds = map(notNull(challenge, `${of.address} names no challenge duration`), Number);
    return {
      proof: 'optimistic-validity',
      variant: '1R-ZK',
      openToPropose,
      openToChallenge,
      proposer: listed(openToPropose, 'proposers'),
      challenger: listed(openToChallenge, 'challengers'),
      challengeSeconds,
      longestSeconds: map(all([challengeSeconds, prove]), ([one, more]) => one + Number(more ?? 0)),
      judge: await readProofJudge(verifier, resolver),
      bonds: known(null),
      l2ChainId: known(null),
    };
  },
};

async function isOpen(
  game: Contract,
  list: typeof proposers | typeof challengers,
  resolver: Resolver,
): Promise<Observation<boolean>> {
  const manager = notNull(await ask(resolver, { of: game, view: accessManager }), 'the game names no access manager');
  return chainRead(manager, async (address) => {
    const contract = await resolver.inspect(address);
    const flag = await ask(resolver, { of: contract, view: list, args: [zeroAddress] });
    return map(notNull(flag, `${address} has no such list`), (open) => open);
  });
}

function listed(open: Observation<boolean>, role: string): typeof anyone {
  if (open.status === 'known' && open.value) return anyone;
  return unresolved(`the game's ${role} are on a list that cannot be enumerated`);
}
