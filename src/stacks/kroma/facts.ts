import { ask } from '../../authority/ask.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { ExitTerm } from '../../model/power.ts';
import type { Assessment } from '../stack.ts';
import type { KromaContracts } from './contracts.ts';

/** What is known of the machinery that judges outputs. */
export type Judging = {
  /** Whether every contract is of a known kind (see `knownKinds`). */
  readonly kinds: Observation<true>;
  readonly permissionless: Observation<boolean>;
  /** Seconds in which a challenge can begin and still end before the output is final. */
  readonly challenge: Observation<number>;
};

/**
 * How outputs are judged: whoever has a bond can challenge one, and bisection ends at a block whose proof decides. The security
 * council may put any root in the place of one that it deleted, so signatures alone can suffice (Colosseum.sol).
 */
export function proofFacts({ kinds, permissionless, challenge }: Judging): Assessment['facts'] {
  return {
    'proof.kind': map(kinds, () => 'optimistic-validity'),
    'proof.variant': map(kinds, () => 'INT-ZK'),
    // A challenge that cannot end before its output is final keeps nothing out.
    'proof.enforced': map(all([kinds, challenge]), ([, seconds]) => seconds > 0),
    'proof.keyless': map(kinds, () => false),
    'proof.challenge.permissionless': map(kinds, () => true),
    'proof.challengers': map(kinds, () => 0),
    'proof.challengers.outside': map(kinds, () => 0),
    'proof.challenge.seconds': challenge,
    'proof.proposer.permissionless': permissionless,
  };
}

/**
 * Whether anybody with a bond may submit an output. Once the pool has chosen a validator, everybody's turn follows on that
 * validator's (ROUND_DURATION); until then only the trusted one may. Where the trusted one has the next turn, the pool does not
 * say for which of these reasons.
 */
export async function openToAll(
  { ValidatorPool }: KromaContracts,
  kinds: Observation<true>,
  resolver: Resolver,
): Promise<Observation<boolean>> {
  const [next, trusted] = await Promise.all(
    (['nextValidator', 'TRUSTED_VALIDATOR'] as const).map((name) =>
      chainRead(ValidatorPool, (of) => ask(resolver, { of, view: `function ${name}() view returns (address)` })),
    ),
  );
  return chain(all([kinds, next as Observation<unknown>, trusted as Observation<unknown>]), ([, turn, first]) => {
    if (turn !== null && first !== null && turn !== first) return known(true);
    return unknown('the trusted validator has the next turn, and the pool does not say whether everybody’s follows');
  });
}

/** Bisection has a turn for each length of segments; no chain needs more than this, and no such length is the end of the list. */
const mostTurns = 32;
const segmentsLength = 'function getSegmentsLength(uint8) view returns (uint256)';

/** How long a challenge can take, in seconds: every turn of the bisection, and the proof. */
async function longestChallenge({ Colosseum }: KromaContracts, resolver: Resolver): Promise<Observation<number>> {
  return chainRead(Colosseum, async (of): Promise<Observation<number>> => {
    let turns = 0;
    for (;;) {
      const length = await ask(resolver, { of, view: segmentsLength, args: [turns + 1] });
      if (length.status === 'unknown') return length;
      if (length.value === null || turns === mostTurns) return unknown('the turns of a challenge are not known');
      if (length.value === 0n) break;
      turns += 1;
    }
    const bisection = await period(known(of), 'BISECTION_TIMEOUT', resolver);
    const proving = await period(known(of), 'PROVING_TIMEOUT', resolver);
    return map(all([bisection, proving]), ([turn, proof]) => turns * turn + proof);
  });
}

/** How long after an output a challenge can begin and still end before the output is final, in seconds. */
export async function challengeSeconds(contracts: KromaContracts, resolver: Resolver): Promise<Observation<number>> {
  const { Colosseum, L2OutputOracle } = contracts;
  const read = all([
    await period(Colosseum, 'CREATION_PERIOD_SECONDS', resolver),
    await period(L2OutputOracle, 'FINALIZATION_PERIOD_SECONDS', resolver),
    await longestChallenge(contracts, resolver),
  ]);
  return map(read, ([creation, final, longest]) => Math.max(0, Math.min(creation, final - longest)));
}

/** What remains of the way out once the withdrawal is on the chain. */
export async function finish(contracts: KromaContracts, resolver: Resolver): Promise<readonly ExitTerm[]> {
  const { L2OutputOracle, ValidatorPool } = contracts;
  const blocks = await period(L2OutputOracle, 'SUBMISSION_INTERVAL', resolver);
  const block = await period(L2OutputOracle, 'L2_BLOCK_TIME', resolver);
  return [
    {
      name: 'next output',
      seconds: map(all([blocks, block]), ([many, each]) => many * each),
      source: 'SUBMISSION_INTERVAL of the output oracle in blocks of L2_BLOCK_TIME: outputs lie so far apart',
    },
    {
      name: 'round',
      seconds: await period(ValidatorPool, 'ROUND_DURATION', resolver),
      source: 'ROUND_DURATION of the validator pool: a chosen validator comes before everybody else',
    },
    {
      name: 'challenge',
      seconds: await period(L2OutputOracle, 'FINALIZATION_PERIOD_SECONDS', resolver),
      source: 'FINALIZATION_PERIOD_SECONDS of the output oracle, once somebody submitted',
    },
  ];
}

async function period(of: KromaContracts['Colosseum'], name: string, resolver: Resolver): Promise<Observation<number>> {
  const view = `function ${name}() view returns (uint256)` as const;
  const read = (await chainRead(of, (contract) => ask(resolver, { of: contract, view }))) as Observation<bigint | null>;
  return map(notNull(read, `no contract says its ${name}`), Number);
}
