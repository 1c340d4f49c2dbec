import { ask } from '../../../authority/ask.ts';
import { answers } from '../../../authority/contract.ts';
import { optionalAuthority } from '../../../authority/ownership.ts';
import { anyone } from '../../../model/authority.ts';
import { chainRead, known, map, notNull, type Observation } from '../../../model/observation.ts';
import { readProofJudge } from '../../proof-judges/index.ts';
import type { GameKind } from './game.ts';

const treasury = 'function KAILUA_TREASURY() view returns (address)';
const clock = 'function MAX_CLOCK_DURATION() view returns (uint64)';
const verifierOf = 'function RISC_ZERO_VERIFIER() view returns (address)';
const vanguard = 'function vanguard() view returns (address)';
const advantage = 'function vanguardAdvantage() view returns (uint64)';

/** With a longer head start than this the vanguard is in effect the only proposer (one year, as L2BEAT counts it). */
const longestAdvantageSeconds = 365 * 86_400;

/**
 * Kailua (KailuaGame.sol, KailuaTreasury.sol): conflicting proposals are settled by one validity proof, from anybody. A vanguard may
 * propose first, for as long as its advantage lasts.
 */
export const kailuaGame: GameKind = {
  kind: 'kailua',
  recognises: (code) => answers(code, treasury),
  async read({ implementation: of }, resolver) {
    const bank = notNull(await ask(resolver, { of, view: treasury }), 'the game names no treasury');
    const first = await chainRead(bank, async (address) =>
      ask(resolver, { of: await resolver.inspect(address), view: vanguard }),
    );
    const lead: Observation<bigint | null> = await chainRead(bank, async (address) =>
      ask(resolver, { of: await resolver.inspect(address), view: advantage }),
    );
    const openToPropose = map(lead, (seconds) => Number(seconds ?? 0n) <= longestAdvantageSeconds);
    const closed = openToPropose.status !== 'known' || !openToPropose.value;
    const challengeSeconds = map(
      notNull(await ask(resolver, { of, view: clock }), `${of.address} names no clock`),
      Number,
    );
    const verifier = notNull(await ask(resolver, { of, view: verifierOf }), `${of.address} names no verifier`);
    return {
      proof: 'optimistic-validity',
      variant: '1R-ZK',
      openToPropose,
      openToChallenge: known(true, of.evidence),
      proposer: closed ? await optionalAuthority(first, resolver) : anyone,
      challenger: anyone,
      challengeSeconds,
      longestSeconds: challengeSeconds,
      judge: await readProofJudge(verifier, resolver),
      bonds: bank,
      l2ChainId: known(null),
    };
  },
};
