import type { Contract } from '../../authority/contract.ts';
import { all, known, map, type Observation } from '../../model/observation.ts';
import type { ExitTerm } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { entryPoint } from '../discovery.ts';
import { type Part, upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { type Exchange, readExchange } from './exchange.ts';
import { ownerPowers } from './owner-powers.ts';
import { recogniseLoopring } from './recognise.ts';
import { forcedOrOut, settledByProof, transactionsOnHost } from '../rollup-facts.ts';

/** Loopring's ExchangeV3 and its forks: every block is proved by a SNARK over data that are in its calldata. */
export const loopring: Stack = {
  id: 'loopring',
  title: 'Loopring',
  entryPoints: { ExchangeV3: { required: true, meaning: 'the exchange; everything else is found from it' } },
  assess,
  recognise: recogniseLoopring,
};

async function assess({ chain, resolver }: StackContext): Promise<Assessment> {
  const exchange = await readExchange(entryPoint(chain, 'ExchangeV3'), resolver);
  const parts = [...partsOf(exchange), ...chain.escrows.map((address) => ({ role: 'escrow', address }))];
  return {
    facts: {
      ...factsOf(exchange),
      'host.is.ethereum': known(chain.host === 'ethereum'),
      'node.source': claimed(chain, 'node.source', 'boolean'),
      'proof.source.published': claimed(chain, 'proof.source.published', 'boolean'),
    },
    powers: [...(await upgradePowers(parts, resolver)), ...(await ownerPowers(exchange, resolver))],
    exit: { possible: hasWayOut(exchange), start: [ageTerm(exchange)], finish: [queueTerm(exchange)] },
    contracts: parts,
    notes: [],
  };
}

function partsOf({ contract, deposits, loopring: settings, verifier, agents }: Exchange): readonly Part[] {
  const others: readonly (readonly [string, Observation<Contract | null>])[] = [
    ['DepositContract', deposits],
    ['LoopringV3', settings],
    ['BlockVerifier', verifier],
    ['AgentRegistry', agents],
  ];
  return [
    { role: 'ExchangeV3', address: contract.address },
    ...others.flatMap(([role, one]) =>
      one.status === 'known' && one.value !== null ? [{ role, address: one.value.address }] : [],
    ),
  ];
}

function factsOf(exchange: Exchange): Assessment['facts'] {
  const { verifier, contract, blocks, maxAgeSeconds } = exchange;
  const open = hasWayOut(exchange);
  return {
    ...settledByProof(verifier, 'SN'),
    'proof.proposer.permissionless': known(false),
    // The data of a block are in the calldata, and their hash is what the proof is about.
    ...transactionsOnHost(contract.pushed),
    ...forcedOrOut(open),
    'inclusion.seconds': maxAgeSeconds,
    'pause.active': known(false),
    'state.posted': map(blocks, (count) => count > 0n),
  };
}

function hasWayOut({ withdrawalMode, places }: Exchange): Observation<boolean> {
  if (withdrawalMode.status === 'known' && withdrawalMode.value) return withdrawalMode;
  return map(places, (count) => count > 0);
}

/** Nothing has to be waited for in withdrawal mode. */
function unlessOver({ withdrawalMode }: Exchange, seconds: Observation<number>): Observation<number> {
  return withdrawalMode.status === 'known' && withdrawalMode.value ? map(withdrawalMode, () => 0) : seconds;
}

function ageTerm(exchange: Exchange): ExitTerm {
  return {
    name: 'forced request',
    seconds: unlessOver(exchange, exchange.maxAgeSeconds),
    source: 'MAX_AGE_FORCED_REQUEST_UNTIL_WITHDRAW_MODE: then anybody starts the withdrawal mode',
  };
}

/** With every place taken a user waits until the oldest requests are worked off, or the withdrawal mode begins. */
function queueTerm(exchange: Exchange): ExitTerm {
  const wait = map(all([exchange.places, exchange.maxAgeSeconds]), ([, age]) => age);
  return {
    name: 'queue',
    seconds: unlessOver(exchange, wait),
    source: 'MAX_OPEN_FORCED_REQUESTS: if all places are taken, one is free or the withdrawal mode begins by then',
  };
}
