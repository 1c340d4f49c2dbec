import type { Address } from 'viem';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { ownersOf } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { anyOf, type Authority, nobody, unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import type { Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';
import type { Exchange } from './exchange.ts';

const register = 'function registerCircuit(uint8, uint16, uint8, uint256[18])';
const refresh = 'function refreshBlockVerifier()';
/** By these the price of a forced request changes; the first changes the verifier too. */
const settings = ['function updateSettings(address, address, uint256)', 'function updateSettings(address, uint256)'];
const registerAgent = 'function registerUniversalAgent(address, bool)';
const setRegistry = 'function setAgentRegistry(address)';

/** What the owners of an exchange and of the contracts behind it can do beside upgrading them. */
export async function ownerPowers(exchange: Exchange, resolver: Resolver): Promise<readonly Power[]> {
  const on = exchange.contract.address;
  const powers = await Promise.all([
    replaceVerifier(exchange, resolver),
    priceForcedRequests(exchange, resolver),
    actForUsers(exchange, resolver),
  ]);
  return [...powers.flat(), ...unknownContracts(exchange, on)];
}

async function ownerOf(contract: Contract, resolver: Resolver): Promise<Authority> {
  const { address, pushed } = contract;
  if (pushed.status === 'unknown') return unresolved(pushed.reason);
  return (await ownersOf({ address, pushed: pushed.value }, resolver)) ?? unresolved(`${address} has no owner`);
}

/** A circuit that proves anything, or another verifier: either makes any block acceptable. */
async function replaceVerifier(
  { contract, loopring, verifier }: Exchange,
  resolver: Resolver,
): Promise<readonly Power[]> {
  const ways: Authority[] = [];
  if (verifier.status === 'known' && answers(verifier.value, register))
    ways.push(await ownerOf(verifier.value, resolver));
  if (loopring.status === 'known' && answers(contract, refresh)) ways.push(await ownerOf(loopring.value, resolver));
  const authority = anyOf(ways);
  if (authority.kind === 'nobody') return [];
  return [
    power({
      id: 'replace-verifier',
      title: 'have other circuits or another verifier accepted',
      breaks: ['valid'],
      authority,
      on: verifier.status === 'known' ? verifier.value.address : contract.address,
      selectors: [register, ...settings].map(selectorOf),
      effect: 'With a circuit that proves anything a block can pay out every deposit.',
    }),
  ];
}

/** Where no constant bounds it, the price of a forced request can be more than anybody can pay. */
async function priceForcedRequests({ loopring, feeBounded }: Exchange, resolver: Resolver): Promise<readonly Power[]> {
  if (loopring.status === 'unknown' || (feeBounded.status === 'known' && feeBounded.value)) return [];
  const found = settings.filter((one) => answers(loopring.value, one));
  if (found.length === 0) return [];
  return [
    power({
      id: 'price-forced-requests',
      title: 'make forced requests as dear as it likes',
      breaks: ['uncensored'],
      authority: await ownerOf(loopring.value, resolver),
      on: loopring.value.address,
      selectors: found.map(selectorOf),
      effect: 'Who cannot pay for a forced request cannot make the exchange let go.',
    }),
  ];
}

/** Agents approve transactions in the place of users; a universal agent in the place of every user. */
async function actForUsers({ contract, agents }: Exchange, resolver: Resolver): Promise<readonly Power[]> {
  if (agents.status === 'known' && agents.value === null && !answers(contract, setRegistry)) return [];
  const own = answers(contract, setRegistry) ? await ownerOf(contract, resolver) : nobody;
  const registry = agents.status === 'known' ? agents.value : null;
  const others =
    agents.status === 'unknown'
      ? unresolved(agents.reason)
      : registry === null
        ? nobody
        : anyOf([
            await ownerOf(registry, resolver),
            unresolved(`the universal agents that ${registry.address} lists were not followed`),
          ]);
  return [
    power({
      id: 'act-for-users',
      title: 'approve transactions in the place of users, as an agent',
      breaks: ['untouched'],
      authority: anyOf([own, others]),
      on: registry?.address ?? contract.address,
      selectors: [registerAgent, setRegistry].map(selectorOf),
      effect: 'An agent for everybody can approve any transfer of anybody’s balance.',
    }),
  ];
}

/** A contract behind the exchange that was not found may be anything, and anybody’s. */
function unknownContracts({ deposits, loopring, verifier }: Exchange, on: Address): readonly Power[] {
  const named: readonly (readonly [string, Observation<Contract>])[] = [
    ['deposit contract', deposits],
    ['settings', loopring],
    ['verifier', verifier],
  ];
  return named.flatMap(([name, found]) => {
    if (found.status === 'known') return [];
    return [
      power({
        id: `unknown-${name.replace(' ', '-')}`,
        title: `act through the ${name} of the exchange, which was not found`,
        breaks: guarantees,
        authority: unresolved(found.reason),
        on,
        effect: 'Nothing is known of who controls this contract.',
      }),
    ];
  });
}
