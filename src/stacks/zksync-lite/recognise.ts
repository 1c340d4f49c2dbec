import type { Address } from 'viem';
import { answers, type Contract } from '../../authority/contract.ts';
import { chainRead, known } from '../../model/observation.ts';
import type { Recognition } from '../stack.ts';
import { recogniser } from '../recogniser.ts';
import { mainBehind } from './contracts.ts';

const exodus = 'function exodusMode() view returns (bool)';
/** By these a user forces an exit (ZkSync.sol since version 4, and before). */
export const fullExits = ['function requestFullExit(uint32, address)', 'function fullExit(uint32, address)'] as const;

/** Whether an address is the main contract, the gatekeeper, or another proxy of a rollup built like zkSync's first. */
export const recogniseZksyncLite = recogniser(async (contract, resolver) => {
  if (isMain(contract)) return known(found(contract.address), contract.evidence);
  const main = await mainBehind(contract, resolver);
  return chainRead(main, async (named) => {
    if (named === null) return known(null);
    const other = await resolver.inspect(named);
    return known(isMain(other) ? found(named) : null, other.evidence);
  });
});

function isMain(contract: Contract): boolean {
  return answers(contract, exodus) && fullExits.some((one) => answers(contract, one));
}

function found(address: Address): Recognition {
  const seen = [`the code at ${address} has full exits and an exodus mode: the main contract`];
  return { contracts: { MainContract: address }, chainId: null, seen };
}
