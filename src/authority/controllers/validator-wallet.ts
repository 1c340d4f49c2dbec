import { type Address, getAddress, type Hex, toEventSelector } from 'viem';
import { readLogs, readView } from '../../evidence/reads.ts';
import { anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { all, chainRead, map, type Observation } from '../../model/observation.ts';
import { answers } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import type { Controller, Resolver } from '../resolver.ts';

const owner = 'function owner() view returns (address)';
const executors = 'function executors(address) view returns (bool)';
const updated = toEventSelector('event ExecutorUpdated(address indexed executor, bool isExecutor)');

/** ValidatorWallet.sol of Nitro: its owner and each of its executors make it validate. */
export const validatorWallet: Controller = {
  kind: 'validator-wallet',
  recognises: (contract) =>
    answers(contract, owner, executors, 'function executeTransaction(bytes, address, uint256) payable'),
  async resolve({ address }, resolver) {
    const [owns, executes] = await Promise.all([
      addressAuthority(readView(resolver.reader, { on: address, view: owner }), resolver),
      executorsOf(address, resolver),
    ]);
    const named: readonly Authority[] =
      executes.status === 'known' ? executes.value.map((one) => resolver.resolve(one)) : [unresolved(executes.reason)];
    return { name: 'validator wallet', authority: anyOf([owns, ...named]), evidence: executes.evidence };
  },
};

async function executorsOf(on: Address, { reader }: Resolver): Promise<Observation<readonly Address[]>> {
  return chainRead(await readLogs(reader, on, [updated]), async (logs) => {
    const named = logs.flatMap(({ topics: [, word] }) => (word === undefined ? [] : [getAddress(lowBytes(word))]));
    const unique = [...new Set(named)];
    const flags = await Promise.all(unique.map((one) => readView(reader, { on, view: executors, args: [one] })));
    return map(all(flags), (values) => unique.filter((_, at) => values[at]));
  });
}

function lowBytes(word: Hex): Hex {
  return `0x${word.slice(-40)}`;
}
