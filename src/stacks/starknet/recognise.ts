import { keccak256, toBytes, zeroAddress } from 'viem';
import { answers, type Contract } from '../../authority/contract.ts';
import { readSlotAddress } from '../../evidence/reads.ts';
import { chainRead, known } from '../../model/observation.ts';
import { recogniser } from '../recogniser.ts';

/** Of Starknet.sol, in every version since data went to Ethereum with the proof. */
const coreShape = [
  'function programHash() view returns (uint256)',
  'function stateBlockNumber() view returns (int256)',
  'function messageCancellationDelay() view returns (uint256)',
] as const;
/** With these a state update is accepted only together with the state differences, in blobs or in calldata. */
export const stateUpdates = [
  'function updateStateKzgDA(uint256[], bytes[])',
  'function updateStateKzgDA(uint256[], bytes)',
  'function updateState(uint256[], uint256, uint256)',
];
/** Of StarkGate's bridges. */
const bridgeShape = [
  'function depositCancelRequest(address, uint256, uint256, uint256)',
  'function estimateDepositFeeWei() view returns (uint256)',
] as const;
/** Where a bridge keeps its core contract: the keccak of the name in StarknetTokenStorage.sol. */
const messagingSlot = keccak256(toBytes('STARKNET_TOKEN_BRIDGE_MESSAGING_CONTRACT'));

/** Whether an address is the core contract of a chain like Starknet, or a StarkGate bridge, which knows its core contract. */
export const recogniseStarknet = recogniser(async (contract, resolver) => {
  if (isCore(contract)) {
    const seen = ['its code updates a state by the proof of a program: a Starknet core contract'];
    return known({ contracts: { Starknet: contract.address }, chainId: null, seen }, contract.evidence);
  }
  if (!answers(contract, ...bridgeShape)) return known(null, contract.evidence);
  const core = await readSlotAddress(resolver.reader, contract.address, messagingSlot);
  return chainRead(core, async (named) => {
    if (named === zeroAddress || !isCore(await resolver.inspect(named))) return known(null);
    const seen = ['its code is that of a StarkGate bridge', `it names the core contract ${named}`];
    return known({ contracts: { Starknet: named, TokenBridge: contract.address }, chainId: null, seen });
  });
});

/** Whether the code is that of a Starknet core contract. */
function isCore(contract: Contract): boolean {
  return answers(contract, ...coreShape) && stateUpdates.some((one) => answers(contract, one));
}
