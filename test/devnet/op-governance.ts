import { getAddress, keccak256, toHex, type Address } from 'viem';
import type { Anvil } from './anvil.ts';
import type { Contract } from './contract.ts';
import { deployOp } from './op-proxies.ts';
import { deploySafe, reconfigure } from './safe.ts';

/** The Safes over an OP Stack chain of the Superchain, nested as they are on Ethereum. */
export type OpGovernance = {
  /** 2-of-2 of the foundation and the council; owns the ProxyAdmin. */
  readonly owner: Contract;
  /** 5-of-7. */
  readonly foundation: Contract;
  /** 10-of-13, with a LivenessModule and a LivenessGuard. */
  readonly council: Contract;
  /** 1-of-1 of the council. */
  readonly guardian: Contract;
};

/** The modules and the guard on those Safes. */
export type OpModules = Readonly<Record<'deputyGuardianModule' | 'livenessModule' | 'livenessGuard', Contract>>;

/** The members of the two bodies. */
export const foundationMembers = people('foundation', 7);
export const councilMembers = people('council', 13);

/** The LivenessModule's settings on Ethereum: members who are silent for 98 days can be removed, down to 8 and 75 %. */
const liveness = { intervalSeconds: 8_467_200n, minimumOwners: 8n, thresholdPercentage: 75n };

/** Addresses for so many people, told apart by name and number; nobody has their keys, the node sends for them. */
export function people(name: string, count: number): readonly Address[] {
  return Array.from({ length: count }, (_, i) => getAddress(`0x${keccak256(toHex(`${name} ${i}`)).slice(26)}`));
}

/** Makes the four Safes, version 1.3.0 as most of theirs are. */
export async function deployOpGovernance(node: Anvil): Promise<OpGovernance> {
  const version = '1.3.0';
  const foundation = await deploySafe(node, { version, owners: foundationMembers, threshold: 5 });
  const council = await deploySafe(node, { version, owners: councilMembers, threshold: 10 });
  const owner = await deploySafe(node, { version, owners: [foundation.address, council.address], threshold: 2 });
  const guardian = await deploySafe(node, { version, owners: [council.address], threshold: 1 });
  return { owner, foundation, council, guardian };
}

/** Lets the foundation act for the guardian, and watches over the council's members. */
export async function deployOpModules(governance: OpGovernance, superchainConfig: Contract): Promise<OpModules> {
  const { foundation, council, guardian } = governance;
  const { node } = council;
  const deputy = [guardian.address, superchainConfig.address, foundation.address];
  const deputyGuardianModule = await deployOp(node, 'DeputyGuardianModule', deputy);
  const livenessGuard = await deployOp(node, 'LivenessGuard', [council.address]);
  const { intervalSeconds, minimumOwners, thresholdPercentage } = liveness;
  const watched = [council.address, livenessGuard.address, intervalSeconds, minimumOwners, thresholdPercentage];
  const livenessModule = await deployOp(node, 'LivenessModule', [...watched, foundation.address]);
  await reconfigure(guardian, 'enableModule', deputyGuardianModule.address);
  await reconfigure(council, 'enableModule', livenessModule.address);
  await reconfigure(council, 'setGuard', livenessGuard.address);
  return { deputyGuardianModule, livenessModule, livenessGuard };
}
