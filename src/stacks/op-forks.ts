import { answers, type Contract } from '../authority/contract.ts';

/** KromaPortal.sol: a pool of validators deposits rewards by it. It has all that the portal of the OP Stack has. */
export const kromaPortalShape = [
  'function depositTransactionByValidatorPool(address, uint64, bytes)',
  'function depositTransaction(address, uint256, uint64, bool, bytes) payable',
  'function l2Sender() view returns (address)',
] as const;

/** Whether a contract is Kroma's portal, or its SystemConfig, which have all that those of the OP Stack have. */
export function isKromas(contract: Contract): boolean {
  return (
    answers(contract, ...kromaPortalShape) ||
    answers(contract, 'function validatorRewardScalar() view returns (uint256)')
  );
}
