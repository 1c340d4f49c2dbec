import { readView } from '../../evidence/reads.ts';
import { allOf } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import type { Controller } from '../resolver.ts';

const signers = [
  'function SECURITY_COUNCIL() view returns (address)',
  'function GUARDIANS() view returns (address)',
  'function ZK_FOUNDATION_SAFE() view returns (address)',
] as const;

/** EmergencyUpgradeBoard.sol of zk-governance: council, guardians and foundation sign together (EIP-1271), and it acts at once. */
export const emergencyUpgradeBoard: Controller = {
  kind: 'emergency-upgrade-board',
  recognises: (contract) => answers(contract, ...signers),
  async resolve({ address: on }, resolver) {
    const parts = signers.map((view) => addressAuthority(readView(resolver.reader, { on, view }), resolver));
    return { name: 'emergency upgrade board', authority: allOf(await Promise.all(parts)) };
  },
};
