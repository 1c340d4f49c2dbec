import { type Address, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import { ownersOf } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { chainRead, known, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { type Part, power } from '../powers.ts';
import type { StackContext } from '../stack.ts';

/** The token bridge of a chain: what holds tokens on the host, and what mints them on the chain. */
export type Gateways = {
  readonly parts: readonly Part[];
  /** Of the router and the gateways on the host, their counterparts on the chain. */
  readonly counterparts: Observation<readonly Address[]>;
  readonly powers: readonly Power[];
  readonly notes: readonly string[];
};

/** Reads the router and its default gateway, and who has power over the escrows as their owner. */
export async function readGateways({ chain, resolver }: StackContext): Promise<Gateways> {
  const address = chain.contracts['GatewayRouter'];
  const escrows = await Promise.all(chain.escrows.map((one) => resolver.inspect(one)));
  const router = address === undefined ? null : await resolver.inspect(address);
  const gateway: Observation<Contract | null> = router === null ? known(null) : await defaultGateway(router, resolver);
  const bridges = [router, gateway.status === 'known' ? gateway.value : null].filter((one) => one !== null);
  return {
    parts: [
      ...(router === null ? [] : [{ role: 'GatewayRouter', address: router.address }]),
      ...(gateway.status === 'known' && gateway.value !== null
        ? [{ role: 'ERC20Gateway', address: gateway.value.address }]
        : []),
      ...escrows.map((one) => ({ role: 'escrow', address: one.address })),
    ],
    counterparts: await counterpartsOf([...bridges, ...escrows], gateway, resolver),
    powers: [...unknownGateway(router, gateway), ...(await escrowPowers(escrows, resolver))],
    notes:
      router === null
        ? ['No router of a token bridge is named: powers over tokens that a gateway holds are not counted.']
        : [],
  };
}

async function defaultGateway(router: Contract, resolver: Resolver): Promise<Observation<Contract | null>> {
  const view = 'function defaultGateway() view returns (address)';
  return chainRead(await ask(resolver, { of: router, view }), async (named) =>
    named === null || named === zeroAddress ? known(null) : known(await resolver.inspect(named)),
  );
}

async function counterpartsOf(
  contracts: readonly Contract[],
  gateway: Observation<Contract | null>,
  resolver: Resolver,
): Promise<Observation<readonly Address[]>> {
  if (gateway.status === 'unknown') return gateway;
  const view = 'function counterpartGateway() view returns (address)';
  const named = await Promise.all(contracts.map((of) => ask(resolver, { of, view })));
  const failed = named.find((one) => one.status === 'unknown');
  if (failed?.status === 'unknown') return unknown(failed.reason, failed.evidence);
  const found = named.flatMap((one) => (one.status === 'known' && one.value !== null ? [one.value] : []));
  return known([...new Set(found)].filter((one) => one !== zeroAddress));
}

function unknownGateway(router: Contract | null, gateway: Observation<Contract | null>): readonly Power[] {
  if (router === null || gateway.status === 'known') return [];
  return [
    power({
      id: 'unknown-gateway',
      title: 'act through the default gateway, which was not found',
      breaks: ['valid', 'untouched'],
      authority: unresolved(`default gateway: ${gateway.reason}`),
      on: router.address,
      effect: 'Nothing is known of who controls the tokens that it holds.',
    }),
  ];
}

/** The owners of escrows. A custom gateway's may map a token to a contract of its choice; what others may do is not known. */
async function escrowPowers(escrows: readonly Contract[], resolver: Resolver): Promise<readonly Power[]> {
  const owners = await Promise.all(escrows.map((one) => ownerOf(one, resolver)));
  const owned = owners.filter((one) => one !== null);
  const [first] = escrows.filter((_, at) => owners[at] !== null);
  if (first === undefined) return [];
  const unique = new Map(owned.map((one) => [JSON.stringify(one), one]));
  return [
    power({
      id: 'administer-escrows',
      title: 'act as the owner of an escrow',
      breaks: ['valid', 'uncensored', 'untouched'],
      authority: anyOf([...unique.values()]),
      on: first.address,
      effect: 'An owner may move what the escrow holds, or declare tokens of its own to be worth it.',
    }),
  ];
}

async function ownerOf({ address, pushed }: Contract, resolver: Resolver): Promise<Authority | null> {
  // Code that could not be read has an upgrade power of its own, which anything may hide behind.
  return pushed.status === 'known' ? ownersOf({ address, pushed: pushed.value }, resolver) : null;
}
