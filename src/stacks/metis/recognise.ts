import { type Address, zeroAddress } from 'viem';
import { askAny } from '../../authority/ask.ts';
import { attempt } from '../../authority/attempt.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, map, type Observation } from '../../model/observation.ts';
import type { AddressView } from '../discovery.ts';
import type { Recognition } from '../stack.ts';
import { recogniser } from '../recogniser.ts';
import { defaultChainId } from './contracts.ts';

const managerShape = [
  'function getAddress(string) view returns (address)',
  'function setAddress(string, address)',
] as const;
const statesShape = [
  'function DEFAULT_CHAINID() view returns (uint256)',
  'function FRAUD_PROOF_WINDOW() view returns (uint256)',
] as const;
const towards: readonly AddressView[] = [
  'function libAddressManager() view returns (address)',
  'function addressmgr() view returns (address)',
];

/** Whether an address is the address manager of a chain built like Metis, or a contract that names it. */
export const recogniseMetis = recogniser(async (contract, resolver) => {
  if (answers(contract, ...managerShape)) return fromManager(contract, resolver);
  const named = (await askAny(resolver, contract, towards)) as Observation<Address | null>;
  return chainRead(named, async (manager) => {
    if (manager === null) return known(null);
    const names = await resolver.inspect(manager);
    if (names.pushed.status === 'unknown') return names.pushed;
    return answers(names, ...managerShape) ? fromManager(names, resolver) : known(null);
  });
});

async function fromManager(names: Contract, resolver: Resolver): Promise<Observation<Recognition | null>> {
  // Other managers of names, which have none such, may revert.
  const states = await attempt(resolver.reader, {
    on: names.address,
    view: managerShape[0],
    args: ['StateCommitmentChain'],
  });
  return chainRead(states, async (address) => {
    if (address === null || address === zeroAddress) return known(null);
    const contract = await resolver.inspect(address);
    if (contract.pushed.status === 'unknown') return contract.pushed;
    if (!answers(contract, ...statesShape)) return known(null);
    return map(await defaultChainId(known(contract), resolver), (chainId) => ({
      contracts: { Lib_AddressManager: names.address },
      chainId,
      seen: ['it names a StateCommitmentChain with DEFAULT_CHAINID and FRAUD_PROOF_WINDOW: a Lib_AddressManager'],
    }));
  });
}
