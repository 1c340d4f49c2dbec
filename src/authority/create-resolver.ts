import { type Address, getAddress, zeroAddress } from 'viem';
import type { EvidenceReader, ReaderOf } from '../evidence/reader.ts';
import {
  anyOf,
  type Authority,
  type Bodies,
  type Body,
  type BodyId,
  bodyId,
  nobody,
  unresolved,
} from '../model/authority.ts';
import type { Contract } from './contract.ts';
import { controllers } from './controllers/index.ts';
import { inspect } from './inspect.ts';
import type { Resolution, Resolver } from './resolver.ts';

/** Addresses to which nobody can have the key: zero, and the customary burn address. */
const burned: ReadonlySet<Address> = new Set([zeroAddress, getAddress('0x000000000000000000000000000000000000dead')]);

/** The names that the registry gives to addresses, by body id. */
export type Names = ReadonlyMap<BodyId, string>;

/** What all resolvers of one audit share. */
type Shared = {
  readonly readerOf: ReaderOf;
  readonly names: Names;
  readonly bodies: Map<BodyId, Body>;
  readonly pending: Map<BodyId, Promise<void>>;
  readonly resolvers: Map<number, Resolver>;
};

/** The resolver of one audit: bodies are resolved once, whichever chain's resolver was asked. */
export function createResolver(reader: EvidenceReader, readerOf: ReaderOf, names: Names = new Map()): Resolver {
  const shared: Shared = { readerOf, names, bodies: new Map(), pending: new Map(), resolvers: new Map() };
  return resolverFor(reader, shared);
}

function resolverFor(reader: EvidenceReader, shared: Shared): Resolver {
  const contracts = new Map<Address, Promise<Contract>>();
  const resolver: Resolver = {
    reader,
    resolve: (address) => reference(getAddress(address), resolver, shared),
    define: (id, body) => define(id, async () => ({ ...(await body()), id, chainId: reader.chainId }), shared),
    on: (chainId) => resolverOn(chainId, shared),
    inspect: (address) => {
      const found = contracts.get(address) ?? inspect(address, resolver);
      contracts.set(address, found);
      return found;
    },
    upgradeAuthority: (address) => upgradeAuthority(address, resolver),
    settle: () => settle(shared),
  };
  shared.resolvers.set(reader.chainId, resolver);
  return resolver;
}

function resolverOn(chainId: number, shared: Shared): Resolver | undefined {
  const existing = shared.resolvers.get(chainId);
  if (existing) return existing;
  const reader = shared.readerOf(chainId);
  return reader && resolverFor(reader, shared);
}

function reference(address: Address, resolver: Resolver, shared: Shared): Authority {
  if (burned.has(address)) return nobody;
  return define(bodyId(resolver.reader.chainId, address), () => resolveBody(address, resolver), shared);
}

function define(id: BodyId, body: () => Promise<Body>, shared: Shared): Authority {
  if (!shared.pending.has(id)) {
    const settled = body().then((resolved) => {
      const name = shared.names.get(id);
      shared.bodies.set(id, name === undefined ? resolved : { ...resolved, name });
    });
    // `settle` comes to each in turn and throws what went wrong; until then Node is not to take it for unseen.
    settled.catch(() => undefined);
    shared.pending.set(id, settled);
  }
  return { kind: 'body', id };
}

async function resolveBody(address: Address, resolver: Resolver): Promise<Body> {
  const chainId = resolver.reader.chainId;
  const id = bodyId(chainId, address);
  const contract = await resolver.inspect(address);
  const controller = controllers.find((one) => one.recognises(contract));
  const resolution = controller ? await controller.resolve(contract, resolver) : unrecognised(contract, id);
  return {
    id,
    chainId,
    address,
    kind: controller?.kind ?? 'unresolved',
    parameters: {},
    notes: [],
    vetoes: [],
    ...resolution,
    authority: withUpgrades(contract, resolution.authority, id),
    evidence: [...new Set([...contract.evidence, ...(resolution.evidence ?? [])])].sort(),
  };
}

/** Whoever can replace a contract's code can make it do anything that it may do. */
function withUpgrades(contract: Contract, authority: Authority, id: BodyId): Authority {
  if (contract.proxy.status === 'unknown') return anyOf([authority, unresolved(contract.proxy.reason, id)]);
  return contract.proxy.value === null ? authority : anyOf([authority, contract.proxy.value.admin]);
}

function unrecognised(contract: Contract, id: BodyId): Resolution {
  const reason =
    contract.pushed.status === 'unknown'
      ? contract.pushed.reason
      : `${contract.address} is a contract of a kind that is not recognised`;
  return { name: 'unrecognised contract', authority: unresolved(reason, id) };
}

async function upgradeAuthority(address: Address, resolver: Resolver): Promise<Authority> {
  const { proxy, code } = await resolver.inspect(address);
  const id = bodyId(resolver.reader.chainId, address);
  if (proxy.status === 'unknown') return unresolved(proxy.reason, id);
  if (proxy.value !== null) return proxy.value.admin;
  if (code.status === 'known' && code.value.delegatecalls) {
    return unresolved(`${address} delegates calls in a way that is not recognised`, id);
  }
  return nobody;
}

async function settle(shared: Shared): Promise<Bodies> {
  // Those that join meanwhile are seen too: a Map's iterator comes to what is added.
  for (const body of shared.pending.values()) await body;
  return new Map([...shared.bodies].sort(([a], [b]) => (a < b ? -1 : 1)));
}
