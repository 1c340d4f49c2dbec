import { answers, type Contract } from '../../authority/contract.ts';

/** Contracts of the OP Stack that name neither a portal nor a configuration, by what their code has. */
const deadEnds: Readonly<Record<string, readonly string[]>> = {
  L2OutputOracle: [
    'function getL2Output(uint256) view returns (bytes32, uint128, uint128)',
    'function latestOutputIndex() view returns (uint256)',
  ],
  DisputeGameFactory: [
    'function gameImpls(uint32) view returns (address)',
    'function gameCount() view returns (uint256)',
  ],
  'dispute game': [
    'function l2ChainId() view returns (uint256)',
    'function rootClaim() view returns (bytes32)',
    'function gameType() view returns (uint32)',
  ],
  AnchorStateRegistry: [
    'function anchors(uint32) view returns (bytes32, uint256)',
    'function disputeGameFactory() view returns (address)',
  ],
  DelayedWETH: ['function delay() view returns (uint256)', 'function config() view returns (address)'],
  SuperchainConfig: ['function guardian() view returns (address)', 'function pause(string)'],
  DataAvailabilityChallenge: [
    'function challengeWindow() view returns (uint256)',
    'function resolverRefundPercentage() view returns (uint256)',
  ],
  // Before the AddressManager, whose functions it calls.
  ProxyAdmin: ['function addressManager() view returns (address)', 'function isUpgrading() view returns (bool)'],
  AddressManager: ['function getAddress(string) view returns (address)', 'function setAddress(string, address)'],
};

/** Which contract of the OP Stack, leading to no chain, has this shape; null where none has. */
export function deadEndOf(contract: Contract): string | null {
  const found = Object.entries(deadEnds).find(([, shape]) => answers(contract, ...shape));
  return found === undefined ? null : found[0];
}
