import { zeroAddress, type Address } from 'viem';
import type { Anvil } from './anvil.ts';
import { loadFixture } from './artifacts.ts';
import { at, deploy, encode, send, type Contract } from './contract.ts';

/** What most bridges on Ethereum still run: OpenZeppelin 4.9.6's ProxyAdmin, transparent proxy and TimelockController. */
export const openZeppelin4 = loadFixture('openzeppelin-4.9.json.gz');

/** A TimelockController of that generation, which administers itself. `executors` of the zero address: anyone. */
export function deployTimelock4(
  node: Anvil,
  minDelaySeconds: bigint,
  roles: { readonly proposers: readonly Address[]; readonly executors?: readonly Address[] },
): Promise<Contract> {
  const { proposers, executors = [zeroAddress] } = roles;
  return deploy(node, openZeppelin4('TimelockController'), [minDelaySeconds, proposers, executors, zeroAddress]);
}

/** A transparent proxy under an existing ProxyAdmin, initialized in its construction when `args` are given. */
export async function deployTransparent4(
  admin: Contract,
  code: Contract,
  args?: readonly unknown[],
): Promise<Contract> {
  const data = args === undefined ? '0x' : encode(code, 'initialize', ...args);
  const proxy = await deploy(admin.node, openZeppelin4('TransparentUpgradeableProxy'), [
    code.address,
    admin.address,
    data,
  ]);
  return at(admin.node, proxy.address, code);
}

/** Gives a proxy other code; the deployer must still own the admin. Returns the proxy with the code's ABI. */
export async function upgrade4(admin: Contract, proxy: Contract, code: Contract): Promise<Contract> {
  await send(admin, 'upgrade', proxy.address, code.address);
  return at(admin.node, proxy.address, code);
}
