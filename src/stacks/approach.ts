import type { Address } from 'viem';
import { attempt } from '../authority/attempt.ts';
import { answers, type Contract } from '../authority/contract.ts';
import type { Resolver } from '../authority/resolver.ts';
import { chainRead, known, type Observation } from '../model/observation.ts';
import type { AddressView } from './discovery.ts';

/** How to get from any contract of a bridge to its rollup. */
export type Directions = {
  /** What the code of the rollup has. */
  readonly rollup: readonly string[];
  /** The getters that lead nearer to it, best first. */
  readonly towards: readonly AddressView[];
};

/** A rollup, and the gateway router that was met on the way to it. */
export type Approached = { readonly rollup: Contract; readonly router: Address | null };

const router: readonly AddressView[] = [
  'function defaultERC20Gateway() view returns (address)',
  'function ethGateway() view returns (address)',
];
/** Router, gateway, messenger, rollup: no way is longer. */
const longestWay = 4;

/** The rollup behind a contract of a bridge built like Scroll's; null where none of the getters leads to one. */
export async function approachRollup(
  start: Address,
  directions: Directions,
  resolver: Resolver,
): Promise<Observation<Approached | null>> {
  return step({ contract: await resolver.inspect(start), router: null, left: longestWay }, directions, resolver);
}

type Way = { readonly contract: Contract; readonly router: Address | null; readonly left: number };

async function step(way: Way, directions: Directions, resolver: Resolver): Promise<Observation<Approached | null>> {
  const { contract, left } = way;
  if (contract.pushed.status === 'unknown') return contract.pushed;
  const passed = answers(contract, ...router) ? contract.address : way.router;
  if (answers(contract, ...directions.rollup)) return known({ rollup: contract, router: passed });
  if (left === 0) return known(null);
  const gateway = await firstNamed(contract, ['function router() view returns (address)'], resolver);
  const named = gateway.status === 'known' ? (gateway.value ?? passed) : passed;
  return chainRead(await firstNamed(contract, directions.towards, resolver), async (address) => {
    if (address === null) return known(null);
    return step({ contract: await resolver.inspect(address), router: named, left: left - 1 }, directions, resolver);
  });
}

/** What the first of these getters that answers names; code may mention a getter that it only calls. */
async function firstNamed(
  contract: Contract,
  views: readonly AddressView[],
  resolver: Resolver,
): Promise<Observation<Address | null>> {
  for (const view of views.filter((one) => answers(contract, one))) {
    const answer = await attempt<AddressView>(resolver.reader, { on: contract.address, view });
    if (answer.status === 'unknown') return answer;
    const address = answer.value as Address | null;
    if (isSet(address) && address !== contract.address) return known(address);
  }
  return known(null);
}

function isSet(address: Address | null): address is Address {
  return address !== null && !/^0x0+$/.test(address);
}
