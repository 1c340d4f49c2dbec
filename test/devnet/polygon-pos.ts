import type { Address } from 'viem';
import type { Anvil } from './anvil.ts';
import { loadFixture } from './artifacts.ts';
import { at, deploy, send, type Contract } from './contract.ts';

/** Polygon PoS's bridge: the manager and the predicates that hold the deposits, each behind an upgradable proxy. */
export type PolygonPos = Readonly<Record<'manager' | 'managerProxy' | 'erc20Predicate' | 'etherPredicate', Contract>>;

/** An artifact of @maticnetwork/pos-portal 1.5.2. */
export const polygonPosArtifact = loadFixture('polygon-pos.json.gz');

/** Deploys it; `admin` gets DEFAULT_ADMIN_ROLE and MAPPER_ROLE, and the proxies. */
export async function deployPolygonPos(node: Anvil, admin: Address): Promise<PolygonPos> {
  const proxied = async (name: string, ...args: unknown[]): Promise<Contract> => {
    const code = await deploy(node, polygonPosArtifact(name));
    const { address, abi } = await deploy(node, polygonPosArtifact(`${name}Proxy`), [code.address]);
    const proxy = { node, address, abi };
    await send(at(node, address, code), 'initialize', ...args);
    await send(proxy, 'transferProxyOwnership', admin);
    return at(node, address, code);
  };
  const manager = await proxied('RootChainManager', admin);
  const erc20Predicate = await proxied('ERC20Predicate', admin);
  const etherPredicate = await proxied('EtherPredicate', admin);
  const managerProxy = at(node, manager.address, polygonPosArtifact('RootChainManagerProxy'));
  return { manager, managerProxy, erc20Predicate, etherPredicate };
}
