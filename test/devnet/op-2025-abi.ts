import { parseAbi } from 'viem';

/** What tests ask the contracts of op-contracts v4 (mid-2025), all of them in one: no npm package carries their ABIs. */
export const op2025 = {
  abi: parseAbi([
    'function version() view returns (string)',
    'function owner() view returns (address)',
    'function paused() view returns (bool)',
    'function guardian() view returns (address)',
    'function superchainConfig() view returns (address)',
    'function systemConfig() view returns (address)',
    'function proxyAdmin() view returns (address)',
    'function proxyAdminOwner() view returns (address)',
    'function anchorStateRegistry() view returns (address)',
    'function disputeGameFactory() view returns (address)',
    'function ethLockbox() view returns (address)',
    'function authorizedPortals(address) view returns (bool)',
    'function respectedGameType() view returns (uint32)',
    'function setRespectedGameType(uint32)',
    'function retirementTimestamp() view returns (uint64)',
    'function proofMaturityDelaySeconds() view returns (uint256)',
    'function disputeGameFinalityDelaySeconds() view returns (uint256)',
    'function gameImpls(uint32) view returns (address)',
    'function initBonds(uint32) view returns (uint256)',
    'function proposer() view returns (address)',
    'function challenger() view returns (address)',
    'function maxClockDuration() view returns (uint64)',
    'function clockExtension() view returns (uint64)',
    'function absolutePrestate() view returns (bytes32)',
    'function l2ChainId() view returns (uint256)',
    'function vm() view returns (address)',
    'function oracle() view returns (address)',
    'function weth() view returns (address)',
    'function delay() view returns (uint256)',
    'function batcherHash() view returns (bytes32)',
    'function unsafeBlockSigner() view returns (address)',
    'function pause(address)',
    'function unpause(address)',
    'function extend(address)',
    'function pauseExpiry() view returns (uint256)',
    'function addressManager() view returns (address)',
    'function proxyType(address) view returns (uint8)',
    'function getProxyImplementation(address) view returns (address)',
    'function upgrade(address,address)',
  ]),
};

/** OPContractsManager 2.4.1, OPContractsManager.sol: deploys chains, and adds games when a chain's owner delegate-calls it. */
export const opContractsManager = {
  abi: parseAbi([
    'struct Roles { address opChainProxyAdminOwner; address systemConfigOwner; address batcher; address unsafeBlockSigner; address proposer; address challenger; }',
    'struct DeployInput { Roles roles; uint32 basefeeScalar; uint32 blobBasefeeScalar; uint256 l2ChainId; bytes startingAnchorRoot; string saltMixer; uint64 gasLimit; uint32 disputeGameType; bytes32 disputeAbsolutePrestate; uint256 disputeMaxGameDepth; uint256 disputeSplitDepth; uint64 disputeClockExtension; uint64 disputeMaxClockDuration; }',
    'struct AddGameInput { string saltMixer; address systemConfig; address proxyAdmin; address delayedWETH; uint32 disputeGameType; bytes32 disputeAbsolutePrestate; uint256 disputeMaxGameDepth; uint256 disputeSplitDepth; uint64 disputeClockExtension; uint64 disputeMaxClockDuration; uint256 initialBond; address vm; bool permissioned; }',
    'function version() view returns (string)',
    'function deploy(DeployInput input) returns (address[15])',
    'function addGameType(AddGameInput[] games) returns ((address,address)[])',
    'event Deployed(uint256 indexed l2ChainId, address indexed deployer, bytes deployOutput)',
  ]),
};
