import { keccak256, parseEther, toHex, type Address } from 'viem';
import { accounts, type Anvil } from './anvil.ts';
import { loadFixture } from './artifacts.ts';
import { at, deploy, encode, send, type Contract } from './contract.ts';
import { deployTimelock4 } from './openzeppelin-4.ts';

/** Linea's rollup on Ethereum in early 2024, its verifier, and the timelock that owns its ProxyAdmin. */
export type Linea = Readonly<Record<'rollup' | 'verifier' | 'proxyAdmin' | 'timelock', Contract>>;

/** Who may post and finalize. */
export const lineaOperators: readonly Address[] = [accounts[3], accounts[4]];

/** An artifact of @consensys/linea-sdk 0.3.0. */
export const lineaArtifact = loadFixture('linea-2024.json.gz');

/** `_systemMigrationBlock` and the withdrawal limit on Ethereum: 1,000 ether a day. */
const settings = { migrationBlock: 1_683_325_137n, periodSeconds: 86_400n, limitWei: parseEther('1000') };

/** Deploys it; `securityCouncil` administers every role, and proposes on the timelock, which has no delay as at first. */
export async function deployLinea(node: Anvil, securityCouncil: Address): Promise<Linea> {
  const make = (name: string, ...args: unknown[]): Promise<Contract> => deploy(node, lineaArtifact(name), args);
  const verifier = await make('PlonkVerifier');
  const code = await make('LineaRollup');
  const timelock = await deployTimelock4(node, 0n, { proposers: [securityCouncil], executors: [securityCouncil] });
  const proxyAdmin = await make('ProxyAdmin');
  await send(proxyAdmin, 'transferOwnership', timelock.address);
  const roles = [verifier.address, securityCouncil, lineaOperators];
  const { periodSeconds, limitWei, migrationBlock } = settings;
  const start = [keccak256(toHex('genesis')), 0n, ...roles, periodSeconds, limitWei, migrationBlock];
  const { address } = await make(
    'TransparentUpgradeableProxy',
    code.address,
    proxyAdmin.address,
    encode(code, 'initialize', ...start),
  );
  return { rollup: at(node, address, code), verifier, proxyAdmin, timelock };
}
