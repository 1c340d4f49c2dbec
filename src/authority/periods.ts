import { numberToHex } from 'viem';
import { after, allOf, anyOf, type Authority, unresolved } from '../model/authority.ts';
import type { Contract } from './contract.ts';

/**
 * The authority after these periods, in seconds, that a contract keeps as private constants of its source. They count where its code is
 * seen to push them. Where it is not, the authority may also act without them: another hostile key stands for the doubt.
 */
export function afterPeriods(contract: Contract, periods: readonly number[], of: Authority): Authority {
  const total = periods.reduce((sum, one) => sum + one, 0);
  if (hasPeriods(contract, periods)) return after(total, of);
  const doubt = `the periods that ${contract.address} waits could not be confirmed from its code`;
  return anyOf([after(total, of), allOf([of, unresolved(doubt)])]);
}

/** Whether the contract's code pushes every one of these numbers of seconds. */
export function hasPeriods({ pushed }: Contract, periods: readonly number[]): boolean {
  return pushed.status === 'known' && periods.every((one) => pushed.value.has(numberToHex(one, { size: 4 })));
}
