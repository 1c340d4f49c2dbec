import { ask } from '../../authority/ask.ts';
import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chain as chainOf, chainRead, known, notNull, type Observation, unknown } from '../../model/observation.ts';
import { entryPoint, followAlways, ofKind } from '../discovery.ts';
import type { StackContext } from '../stack.ts';

/** A chain's contracts on the host. A contract of another kind than is understood here counts as not found. */
export type FuelContracts = {
  readonly FuelMessagePortal: Observation<Contract>;
  readonly FuelChainState: Observation<Contract>;
  readonly FuelERC20Gateway: Observation<Contract>;
  /** Null where the registry names none. */
  readonly FuelERC721Gateway: Observation<Contract | null>;
};

const hasRole = 'function hasRole(bytes32, address) view returns (bool)';

/**
 * FuelMessagePortal.sol, its versions 1 to 3. `relayMessage` takes the fields of a block's header (FuelBlockHeader.sol): a portal
 * with another header has another selector.
 */
export const portalShape = [
  'function fuelChainStateContract() view returns (address)',
  'function incomingMessageSuccessful(bytes32) view returns (bool)',
  'function relayMessage((bytes32,bytes32,bytes32,uint64,bytes), (bytes32,uint32,uint64,bytes32), (bytes32,uint64,uint64,uint32,uint32,uint32,uint32,bytes32,bytes32,bytes32,uint16), (uint256,bytes32[]), (uint256,bytes32[]))',
  hasRole,
] as const;

/** FuelChainState.sol: hashes of blocks, each on the word of whoever may commit. */
export const chainStateShape = [
  'function commit(bytes32, uint256)',
  'function finalized(bytes32, uint256) view returns (bool)',
  'function blockHashAtCommit(uint256) view returns (bytes32)',
  hasRole,
] as const;

export const portalOf = 'function fuelMessagePortal() view returns (address)';
/** FuelERC20Gateway.sol 1 to 4, and FuelERC721Gateway.sol. */
export const gatewayShape = [
  portalOf,
  'function finalizeWithdrawal(address, address, uint256, uint256)',
  hasRole,
] as const;
/** FuelERC721Gateway.sol: whose token it is, by its number. The other gateways count amounts. */
export const tokenByNumber = 'function tokensDeposited(address, uint256) view returns (bytes32)';

/** Finds a chain's contracts: the portal names the chain state, and nothing names the gateways. */
export async function discover({ chain, resolver }: StackContext): Promise<FuelContracts> {
  const portal = known(await resolver.inspect(entryPoint(chain, 'FuelMessagePortal')));
  const state = await followAlways(resolver, portal, [portalShape[0]]);
  const gateway = async (name: 'FuelERC20Gateway' | 'FuelERC721Gateway'): Promise<Observation<Contract | null>> => {
    const address = chain.contracts[name];
    if (address === undefined) return known(null);
    return gatewayOf(entryPoint(chain, 'FuelMessagePortal'), await resolver.inspect(address), resolver);
  };
  return {
    FuelMessagePortal: ofShape(portal, portalShape, 'FuelMessagePortal'),
    FuelChainState: ofShape(state, chainStateShape, 'FuelChainState'),
    FuelERC20Gateway: notNull(await gateway('FuelERC20Gateway'), 'no contract names it, and the registry does not'),
    FuelERC721Gateway: await gateway('FuelERC721Gateway'),
  };
}

/** A gateway pays out what its portal relays: with another portal it is not this chain's. */
function gatewayOf(portal: string, contract: Contract, resolver: Resolver): Promise<Observation<Contract>> {
  return chainRead(ofShape(known(contract), gatewayShape, 'gateway'), async (of) => {
    const named = notNull(await ask(resolver, { of, view: portalOf }), `${of.address} names no portal`);
    return chainOf(named, (address) =>
      address === portal ? known(of) : unknown(`the gateway ${of.address} has another portal, ${address}`),
    );
  });
}

function ofShape(contract: Observation<Contract>, shape: readonly string[], name: string): Observation<Contract> {
  return ofKind(contract, shape, (address) => `${address} is no ${name} of a known kind`);
}
