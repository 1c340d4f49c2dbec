import { zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { attempt } from '../../authority/attempt.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';
import { follow } from '../discovery.ts';
import type { Recognition } from '../stack.ts';
import { isKromas } from '../op-forks.ts';
import { recogniser } from '../recogniser.ts';
import { deadEndOf } from './dead-ends.ts';

const systemConfigShape = [
  'function batcherHash() view returns (bytes32)',
  'function unsafeBlockSigner() view returns (address)',
  'function gasLimit() view returns (uint64)',
] as const;
const portalShape = [
  'function depositTransaction(address, uint256, uint64, bool, bytes) payable',
  'function l2Sender() view returns (address)',
] as const;
const towardsConfig = [
  'function systemConfig() view returns (address)',
  'function SYSTEM_CONFIG() view returns (address)',
] as const;
/** By which names messengers, bridges, games and registries of states lead to the portal, the nearest first. */
const towardsPortal = [
  'function portal() view returns (address)',
  'function PORTAL() view returns (address)',
  'function messenger() view returns (address)',
  'function MESSENGER() view returns (address)',
  'function bridge() view returns (address)',
  'function BRIDGE() view returns (address)',
  'function anchorStateRegistry() view returns (address)',
  'function weth() view returns (address)',
] as const;
/** L1StandardBridge.sol; the bridge for NFTs has none of it. */
const bridgeShape = [
  'function depositETH(uint32, bytes) payable',
  'function finalizeBridgeETH(address, address, uint256, bytes) payable',
] as const;
const namesBridge = 'function l1StandardBridge() view returns (address)';
const fromConfig = 'function optimismPortal() view returns (address)';

const namesChain = 'function l2ChainId() view returns (uint256)';
/** GameTypes of the OP Stack: CANNON, PERMISSIONED_CANNON. */
const gameTypes = [0, 1];

/** From a factory of tokens it is four steps to the configuration: bridge, messenger, portal, configuration. */
const mostSteps = 5;

/** Whether an address is the SystemConfig or the portal of an OP Stack chain, or a contract that leads to one of them. */
export const recogniseOpStack = recogniser(async (start, resolver) => {
  return chainRead(await recogniseFrom(start, mostSteps, resolver), (found) =>
    found === null ? leadsNowhere(start, resolver) : withBridge(found, start, resolver),
  );
});

async function leadsNowhere(start: Contract, resolver: Resolver): Promise<Observation<null>> {
  const role = deadEndOf(start);
  if (role === null) return known(null, start.evidence);
  const id = await attempt(resolver.reader, { on: start.address, view: namesChain });
  const of = id.status === 'known' && id.value !== null ? ` of chain ${id.value}` : '';
  return unknown(
    `${start.address} looks like an OP Stack’s ${role}${of}, and names no portal; give the portal, the SystemConfig or the bridge`,
  );
}

/** Older configurations do not name the bridge: if the search began at it, it is an entry point of its own. */
async function withBridge(
  found: Recognition,
  start: Contract,
  resolver: Resolver,
): Promise<Observation<Recognition | null>> {
  if (!answers(start, ...bridgeShape)) return known(found);
  const { SystemConfig: config } = found.contracts;
  const named =
    config === undefined ? known(null) : await follow(resolver, known(await resolver.inspect(config)), [namesBridge]);
  return map(named, (bridge) =>
    bridge === null ? { ...found, contracts: { ...found.contracts, L1StandardBridge: start.address } } : found,
  );
}

async function recogniseFrom(
  contract: Contract,
  steps: number,
  resolver: Resolver,
): Promise<Observation<Recognition | null>> {
  if (contract.pushed.status === 'unknown') return contract.pushed;
  // A fork that judges its states in another way is a stack of its own.
  if (isKromas(contract)) return known(null);
  if (answers(contract, ...systemConfigShape)) {
    const chainId = await chainIdOf(contract, resolver);
    const recognition = found(contract, 'SystemConfig', systemConfigShape);
    const open = answers(contract, fromConfig) ? [] : ['it names no portal: the entry needs an OptimismPortal, too'];
    return known({ ...recognition, chainId, seen: [...recognition.seen, ...open] });
  }
  // A messenger mentions the functions of its portal because it calls them: whoever names a portal is none.
  if (answers(contract, ...portalShape) && !towardsPortal.some((view) => answers(contract, view))) {
    const config = await follow(resolver, known(contract), towardsConfig);
    return chainRead(config, async (named) => known(await portalFound(contract, named, resolver)));
  }
  if (steps === 0) return known(null);
  for (const view of [...towardsConfig, ...towardsPortal].filter((one) => answers(contract, one))) {
    // The code may mention a function because it calls it elsewhere.
    const next = await attempt(resolver.reader, { on: contract.address, view });
    const recognised = await chainRead(next, async (named) =>
      named === null || named === zeroAddress || named === contract.address
        ? known(null)
        : recogniseFrom(await resolver.inspect(named), steps - 1, resolver),
    );
    if (recognised.status === 'unknown' || recognised.value !== null) return recognised;
  }
  return known(null);
}

/** A portal leads to its configuration; the oldest configurations do not lead back. */
async function portalFound(portal: Contract, config: Contract | null, resolver: Resolver): Promise<Recognition> {
  const recognition = found(portal, 'OptimismPortal', portalShape);
  const leadsBack = config !== null && answers(config, fromConfig);
  return {
    ...recognition,
    contracts: {
      ...(config !== null && { SystemConfig: config.address }),
      ...(!leadsBack && { OptimismPortal: portal.address }),
    },
    chainId: await chainIdOf(portal, resolver),
  };
}

/**
 * The chain id, as the configuration or a game names it; null where none does or a read fails: an entry can do without.
 */
async function chainIdOf(start: Contract, resolver: Resolver): Promise<number | null> {
  const own = await ask(resolver, { of: start, view: namesChain });
  if (own.status === 'known' && own.value !== null) return Number(own.value);
  const portal = await follow(resolver, known(start), [fromConfig]);
  const from = portal.status === 'known' && portal.value !== null ? portal : known(start);
  const factory = await follow(resolver, from, ['function disputeGameFactory() view returns (address)']);
  if (factory.status === 'unknown' || factory.value === null) return null;
  for (const type of gameTypes) {
    const game = await ask(resolver, {
      of: factory.value,
      view: 'function gameImpls(uint32) view returns (address)',
      args: [type],
    });
    if (game.status === 'unknown' || game.value === null || game.value === zeroAddress) continue;
    const chainId = await ask(resolver, { of: await resolver.inspect(game.value), view: namesChain });
    if (chainId.status === 'known' && chainId.value !== null) return Number(chainId.value);
  }
  return null;
}

function found(contract: Contract, role: string, shape: readonly string[]): Recognition {
  const names = shape.map((signature) => /function (\w+)/.exec(signature)?.[1]).join(', ');
  return { contracts: { [role]: contract.address }, chainId: null, seen: [`its code has ${names}: a ${role}`] };
}
