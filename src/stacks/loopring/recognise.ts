import type { Address } from 'viem';
import { askAny } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { chainRead, known } from '../../model/observation.ts';
import { recogniser } from '../recogniser.ts';
import type { Recognition } from '../stack.ts';

const exchangeShape = [
  'function isInWithdrawalMode() view returns (bool)',
  'function forceWithdraw(address, address, uint32) payable',
  'function getNumAvailableForcedSlots() view returns (uint256)',
] as const;
/** How the owner of an exchange and its deposit contract name it. */
const fromOthers = ['function target() view returns (address)', 'function exchange() view returns (address)'] as const;

/** Whether an address is an ExchangeV3, or the owner or the deposit contract of one. */
export const recogniseLoopring = recogniser(async (contract, resolver) => {
  if (isExchange(contract)) return known(found(contract.address), contract.evidence);
  const named = await askAny(resolver, contract, fromOthers);
  return chainRead(named, async (other) => {
    if (other === null) return known(null);
    const exchange = await resolver.inspect(other as Address);
    return known(isExchange(exchange) ? found(exchange.address) : null, exchange.evidence);
  });
});

function isExchange(contract: Contract): boolean {
  return answers(contract, ...exchangeShape);
}

function found(address: Address): Recognition {
  const seen = [`the code at ${address} has forced withdrawals and a withdrawal mode: an ExchangeV3`];
  return { contracts: { ExchangeV3: address }, chainId: null, seen };
}
