import type { Address } from 'viem';
import { askAny } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { zkChainId } from '../../authority/zk-chain-id.ts';
import { readView } from '../../evidence/reads.ts';
import { all, chainRead, known, type Observation, unknown } from '../../model/observation.ts';
import { recogniser } from '../recogniser.ts';
import type { Recognition } from '../stack.ts';

const diamondShape = [
  'function getVerifier() view returns (address)',
  'function isValidator(address) view returns (bool)',
  'function isDiamondStorageFrozen() view returns (bool)',
  'function l2LogsRootHash(uint256) view returns (bytes32)',
] as const;
/** Contracts of one chain that name its diamond. */
const ofOneChain = [
  'function zkSyncContract() view returns (address)',
  'function zkSync() view returns (address)',
] as const;
/** Contracts that all chains of an ecosystem share name its Bridgehub. */
const ofAllChains = [
  'function BRIDGE_HUB() view returns (address)',
  'function bridgehub() view returns (address)',
] as const;
const manager = [
  'function chainTypeManager() view returns (address)',
  'function stateTransitionManager() view returns (address)',
] as const;
const list = [
  'function getAllZKChains() view returns (address[])',
  'function getAllHyperchains() view returns (address[])',
] as const;

const ids = 'function getAllZKChainChainIDs() view returns (uint256[])';
/** L1ERC20Bridge.sol (v26 on), which only the first chain of an ecosystem has. */
const erc20Bridge = [
  'function ERA_CHAIN_ID() view returns (uint256)',
  'function L1_ASSET_ROUTER() view returns (address)',
  'function l2TokenBeacon() view returns (address)',
] as const;

/** Whether an address is a ZK Stack diamond, or a contract of one chain that names it, or one of an ecosystem with a single chain. */
export const recogniseZkStack = recogniser(async (contract, resolver) => {
  if (answers(contract, ...diamondShape)) return diamondFound(contract, resolver);
  const named = await askAny(resolver, contract, ofOneChain);
  if (named.status === 'known' && named.value !== null) return onlyDiamond(named.value, resolver);
  return answers(contract, ...erc20Bridge) ? firstChain(contract, resolver) : sharedContract(contract, resolver);
});

/** The bridge of the first chain names that chain by its id alone. */
async function firstChain(bridge: Contract, resolver: Resolver): Promise<Observation<Recognition | null>> {
  const on = bridge.address;
  const hub = await chainRead(await readView(resolver.reader, { on, view: erc20Bridge[1] }), (router) =>
    readView(resolver.reader, { on: router, view: ofAllChains[0] }),
  );
  const read = await Promise.all([
    readView(resolver.reader, { on, view: erc20Bridge[0] }),
    chainRead(hub, (address) => readView(resolver.reader, { on: address, view: ids })),
    chainRead(hub, (address) => readView(resolver.reader, { on: address, view: list[0] })),
  ]);
  return chainRead(all(read), async ([id, chainIds, diamonds]) => {
    const found = diamonds[chainIds.indexOf(id)];
    return found === undefined ? known(null) : onlyDiamond(found, resolver);
  });
}

async function onlyDiamond(address: Address, resolver: Resolver): Promise<Observation<Recognition | null>> {
  const contract = await resolver.inspect(address);
  if (contract.pushed.status === 'unknown') return contract.pushed;
  return answers(contract, ...diamondShape) ? diamondFound(contract, resolver) : known(null, contract.evidence);
}

async function diamondFound(diamond: Contract, resolver: Resolver): Promise<Observation<Recognition>> {
  const id = await zkChainId(diamond, resolver);
  return known({
    contracts: { DiamondProxy: diamond.address },
    chainId: id.status === 'known' ? Number(id.value) : null,
    seen: ['its facets have getVerifier, isValidator, isDiamondStorageFrozen, l2LogsRootHash: a ZK Stack diamond'],
  });
}

/** A contract that many chains share belongs to none of them in particular: the diamond must be named. */
async function sharedContract(contract: Contract, resolver: Resolver): Promise<Observation<Recognition | null>> {
  const chains = await listedChains(contract, 2, resolver);
  return chainRead(chains, async (diamonds) => {
    if (diamonds === null) return known(null);
    const [only] = diamonds;
    if (diamonds.length === 1 && only !== undefined) return onlyDiamond(only, resolver);
    const names = diamonds.slice(0, 20).join(', ');
    return unknown(
      `${contract.address} is shared by ${diamonds.length} ZK Stack chains: name a diamond, such as ${names}`,
    );
  });
}

/** A timelock of validators names the manager of its chains, and that the Bridgehub: two steps. */
async function listedChains(
  contract: Contract,
  steps: number,
  resolver: Resolver,
): Promise<Observation<readonly Address[] | null>> {
  const own = await askAny(resolver, contract, list);
  if (own.status === 'unknown' || own.value !== null) return own;
  if (steps === 0) return known(null);
  const next = await askAny(resolver, contract, [...ofAllChains, ...manager]);
  return chainRead(next as Observation<Address | null>, async (address) => {
    if (address === null || address === contract.address) return known(null);
    return listedChains(await resolver.inspect(address), steps - 1, resolver);
  });
}
