import { type Hex, keccak256, toBytes } from 'viem';
import { answers } from '../contract.ts';
import type { Controller } from '../resolver.ts';
import { roleAuthority } from '../roles.ts';

/** Offchain Labs' UpgradeExecutor: whoever holds this role makes it call or delegate to anything. */
const executorRole = keccak256(toBytes('EXECUTOR_ROLE'));

const shape = [
  'function execute(address, bytes) payable',
  'function hasRole(bytes32, address) view returns (bool)',
  'function EXECUTOR_ROLE() view returns (bytes32)',
] as const;

/**
 * UpgradeExecutor.sol (@offchainlabs/upgrade-executor): each of its executors alone acts through it at once, with all of its powers. Its
 * admins can make anybody an executor. It has no owner, and nobody holds its default admin role.
 */
export const upgradeExecutor: Controller = {
  kind: 'upgrade-executor',
  recognises: (contract) => answers(contract, ...shape),
  async resolve({ address, pushed }, resolver) {
    const known = pushed.status === 'known' ? pushed.value : new Set<Hex>();
    const executors = await roleAuthority({ address, pushed: known }, executorRole, resolver);
    return { name: 'UpgradeExecutor', authority: executors.authority, notes: executors.notes };
  },
};
