import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import type { Chain } from '../../model/chain.ts';
import { FullfaithError } from '../../model/error.ts';
import type { FactValue } from '../../model/fact.ts';
import {
  all,
  chain as then,
  chainRead,
  known,
  map,
  notNull,
  type Observation,
  unknown,
} from '../../model/observation.ts';
import type { Exit } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { type Court, readCourt } from './assertions.ts';
import { chainPowers } from './chain-side.ts';
import { discover, follow, type NitroContracts } from './contracts.ts';
import { readData } from './data.ts';
import { readGateways } from './gateways.ts';
import { identityPowers } from './identity.ts';
import { type Inclusion, inclusionFacts, readInclusion } from './inclusion.ts';
import { partsOf, unknownParts } from './parts.ts';
import { programOf } from './programs.ts';
import { recogniseNitro } from './recognise.ts';
import { assertionPowers, ownerPowers } from './rollup-powers.ts';

/** Arbitrum Nitro and Orbit: rollups and AnyTrust chains, with BoLD's assertions and with the numbered ones before them. */
export const nitro: Stack = {
  id: 'nitro',
  title: 'Arbitrum Nitro',
  entryPoints: {
    Bridge: { required: false, meaning: 'the bridge; the rollup that it obeys and the rest are found from it' },
    RollupProxy: { required: false, meaning: 'the rollup, where no bridge is named' },
    GatewayRouter: { required: false, meaning: 'the router of the token bridge; nothing leads to it from the rollup' },
    KintoID: {
      required: false,
      meaning: 'on the chain itself: the register that its wallets ask whom they may act for',
    },
  },
  assess,
  recognise: recogniseNitro,
};

async function assess(context: StackContext): Promise<Assessment> {
  const { chain, resolver } = context;
  const rollup = await entryOf(chain, resolver);
  const contracts = await discover(rollup, resolver);
  const [court, inclusion, data, gateways] = await Promise.all([
    readCourt(contracts, resolver),
    readInclusion(contracts, resolver),
    readData(contracts, context),
    readGateways(context),
  ]);
  const chainId = await chainIdOf(contracts, chain.chainId, resolver);
  const program = await programOf(rollup, resolver);
  const parts = [...partsOf(contracts), ...gateways.parts];
  const exit = exitOf(court, inclusion);
  return {
    facts: {
      ...court.facts,
      'proof.enforced': then(chainId, () => court.facts['proof.enforced'] as Observation<FactValue>),
      ...inclusionFacts(inclusion),
      ...data.facts,
      ...(await sharedFacts(context, rollup, exit)),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts(contracts),
      ...(await ownerPowers(contracts, resolver)),
      ...assertionPowers(rollup, court, resolver),
      ...data.powers,
      ...gateways.powers,
      ...(await identityPowers(chain.contracts['KintoID'], chainId, resolver)),
      ...(await chainPowers({ chainId, program, counterparts: gateways.counterparts }, resolver)),
    ],
    exit,
    contracts: parts,
    notes: [...court.notes, ...gateways.notes],
  };
}

/** The rollup: the one that the bridge obeys, where a bridge is named. A bridge outlives its rollups. */
async function entryOf({ contracts, location }: Chain, resolver: Resolver): Promise<Contract> {
  const { Bridge: bridge, RollupProxy: rollup } = contracts;
  const start = bridge ?? rollup;
  if (start === undefined) {
    throw new FullfaithError(
      'input',
      `${location.file} names no Bridge.`,
      'Name it, or a RollupProxy, under contracts.',
    );
  }
  const contract = await resolver.inspect(start);
  if (bridge === undefined) return contract;
  const obeyed = await follow(contract, 'function rollup() view returns (address)', resolver);
  if (obeyed.status === 'known') return obeyed.value;
  return { ...contract, code: obeyed, proxy: obeyed, implementations: [], pushed: obeyed, evidence: obeyed.evidence };
}

/** The chain whose states the rollup judges. It must be the one that is audited, and the rollup the one that its bridge obeys. */
async function chainIdOf(
  { rollup, bridge }: NitroContracts,
  expected: number | null,
  resolver: Resolver,
): Promise<Observation<number>> {
  const view = 'function chainId() view returns (uint256)';
  const id = notNull(await ask(resolver, { of: rollup, view }), `${rollup.address} names no chain`);
  const obeyed = await chainRead(bridge, (one) => follow(one, 'function rollup() view returns (address)', resolver));
  return then(all([id, obeyed]), ([judged, { address }]): Observation<number> => {
    if (address !== rollup.address) return unknown(`the bridge obeys ${address}, not ${rollup.address}`);
    if (expected === null || BigInt(expected) === judged) return known(Number(judged));
    return unknown(`${rollup.address} is the rollup of chain ${judged}, not of chain ${expected}`);
  });
}

function exitOf(court: Court, inclusion: Inclusion): Exit {
  const proposing = map(all([court.open, court.fallback]), ([anybody, seconds]) => anybody || seconds !== null);
  return {
    possible: map(
      all([inclusion.enabled, inclusion.filterable, proposing]),
      ([enabled, filterable, alone]) => enabled && !filterable && alone,
    ),
    start: [
      {
        name: 'inclusion',
        seconds: inclusion.seconds,
        source: 'maxTimeVariation of the sequencer inbox, after which anybody may force a message in',
      },
      court.challenge,
    ],
    finish: court.obstruction,
  };
}

async function sharedFacts(
  { chain, resolver }: StackContext,
  rollup: Contract,
  exit: Exit,
): Promise<Assessment['facts']> {
  const paused = await ask(resolver, { of: rollup, view: 'function paused() view returns (bool)' });
  return {
    'exit.alone': exit.possible,
    'exit.mechanism': map(exit.possible, (alone) => (alone ? 'self-propose' : 'none')),
    'pause.active': notNull(paused, `${rollup.address} does not say whether it is paused`),
    'host.is.ethereum': known(chain.host === 'ethereum'),
    'node.source': claimed(chain, 'node.source', 'boolean'),
    'rollup.claimed': claimed(chain, 'rollup.claimed', 'boolean'),
    'state.posted': known(true),
  };
}
