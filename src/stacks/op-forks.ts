import { answers, type Contract } from '../authority/contract.ts';

/** Whether a contract is Kroma's portal, or its SystemConfig, which have all that those of the OP Stack have. */
export function isKromas(contract: Contract): boolean {
  return isKromaPortal(contract) || answers(contract, 'function validatorRewardScalar() view returns (uint256)');
}

/** Whether a contract is Kroma's portal (KromaPortal.sol): a pool of validators deposits rewards by it. */
export function isKromaPortal(contract: Contract): boolean {
  return answers(
    contract,
    'function depositTransactionByValidatorPool(address, uint64, bytes)',
    'function depositTransaction(address, uint256, uint64, bool, bytes) payable',
    'function l2Sender() view returns (address)',
  );
}
