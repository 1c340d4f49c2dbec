import type { Anvil } from './anvil.ts';
import { loadArtifact, type Artifact } from './artifacts.ts';
import { at, deploy, encode, send, type Contract } from './contract.ts';

/** The ProxyAdmin of an OP Stack chain and the AddressManager it owns. */
export type OpAdmin = { readonly proxyAdmin: Contract; readonly addressManager: Contract };

/** How a proxy of the OP Stack finds its code: ERC-1967, a slot of its own, or a name in the AddressManager. */
export type OpProxyKind = 'Proxy' | 'L1ChugSplashProxy' | 'ResolvedDelegateProxy';

/** The name of the messenger in the AddressManager, kept from the first OP Mainnet. */
const messengerName = 'OVM_L1CrossDomainMessenger';
/** `enum ProxyType` of ProxyAdmin.sol. */
const proxyTypes: Readonly<Record<OpProxyKind, number>> = { Proxy: 0, L1ChugSplashProxy: 1, ResolvedDelegateProxy: 2 };

/** An artifact of @eth-optimism/contracts-bedrock 0.17.3, the generation of mid-2024. */
export function opArtifact(name: string): Artifact {
  return loadArtifact(`bedrock/forge-artifacts/${name}.sol/${name}.json`);
}

/** Deploys a contract of that generation. */
export function deployOp(node: Anvil, name: string, args: readonly unknown[] = []): Promise<Contract> {
  return deploy(node, opArtifact(name), args);
}

/** A ProxyAdmin, for now the deployer's, in charge of a new AddressManager. */
export async function deployOpAdmin(node: Anvil, deployer: string): Promise<OpAdmin> {
  const proxyAdmin = await deployOp(node, 'ProxyAdmin', [deployer]);
  const addressManager = await deployOp(node, 'AddressManager');
  await send(addressManager, 'transferOwnership', proxyAdmin.address);
  await send(proxyAdmin, 'setAddressManager', addressManager.address);
  return { proxyAdmin, addressManager };
}

/** An empty proxy, seen through the ABI of the contract it is for. */
export async function deployOpProxy(admin: OpAdmin, name: string, kind: OpProxyKind = 'Proxy'): Promise<Contract> {
  const { proxyAdmin, addressManager } = admin;
  const { node } = proxyAdmin;
  const named = kind === 'ResolvedDelegateProxy';
  const { address } = await deployOp(
    node,
    kind,
    named ? [addressManager.address, messengerName] : [proxyAdmin.address],
  );
  if (kind !== 'Proxy') await send(proxyAdmin, 'setProxyType', address, proxyTypes[kind]);
  if (named) await send(proxyAdmin, 'setImplementationName', address, messengerName);
  return at(node, address, opArtifact(name));
}

/** Gives a proxy its code and initializes it, as its ProxyAdmin's owner, who must still be the deployer. */
export async function initialize(
  admin: OpAdmin,
  proxy: Contract,
  code: Contract,
  args: readonly unknown[],
): Promise<void> {
  const data = encode(code, 'initialize', ...args);
  await send(admin.proxyAdmin, 'upgradeAndCall', proxy.address, code.address, data);
}
