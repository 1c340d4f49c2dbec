import { type Address, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { createResolver } from '../../authority/create-resolver.ts';
import type { Resolver } from '../../authority/resolver.ts';
import type { EvidenceReader } from '../../evidence/reader.ts';
import { chainRead, known, type Observation } from '../../model/observation.ts';
import { follow } from '../discovery.ts';
import type { Recognition } from '../stack.ts';

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
/** By which names messengers, bridges and registries of states lead to the portal, the nearest first. */
const towardsPortal = [
  'function portal() view returns (address)',
  'function PORTAL() view returns (address)',
  'function messenger() view returns (address)',
  'function MESSENGER() view returns (address)',
] as const;
const fromConfig = 'function optimismPortal() view returns (address)';

const namesChain = 'function l2ChainId() view returns (uint256)';
/** GameTypes of the OP Stack: CANNON, PERMISSIONED_CANNON. */
const gameTypes = [0, 1];

/** From a bridge it is three steps to the configuration: messenger, portal, configuration. */
const mostSteps = 4;

/** Whether an address is the SystemConfig or the portal of an OP Stack chain, or a contract that leads to one of them. */
export async function recogniseOpStack(
  reader: EvidenceReader,
  address: Address,
): Promise<Observation<Recognition | null>> {
  const resolver = createResolver(reader, () => undefined);
  return recogniseFrom(await resolver.inspect(address), mostSteps, resolver);
}

async function recogniseFrom(
  contract: Contract,
  steps: number,
  resolver: Resolver,
): Promise<Observation<Recognition | null>> {
  if (contract.pushed.status === 'unknown') return contract.pushed;
  if (answers(contract, ...systemConfigShape)) {
    const chainId = await chainIdOf(contract, resolver);
    return known({ ...found(contract, 'SystemConfig', systemConfigShape), chainId });
  }
  // A messenger mentions the functions of its portal because it calls them: whoever names a portal is none.
  if (answers(contract, ...portalShape) && !towardsPortal.some((view) => answers(contract, view))) {
    const config = await follow(resolver, known(contract), towardsConfig);
    return chainRead(config, async (named) => known(await portalFound(contract, named, resolver)));
  }
  if (steps === 0) return known(null);
  for (const views of [towardsConfig, towardsPortal]) {
    const next = await follow(resolver, known(contract), views);
    const recognised = await chainRead(next, async (named) =>
      named === null || named.address === contract.address ? known(null) : recogniseFrom(named, steps - 1, resolver),
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
