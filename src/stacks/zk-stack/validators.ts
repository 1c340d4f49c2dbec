import { type Address, toEventSelector } from 'viem';
import { answers, type Contract } from '../../authority/contract.ts';
import { loggedAccounts } from '../../authority/logged-accounts.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs, readView } from '../../evidence/reads.ts';
import { allOf, anyOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { all, chain, chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';
import { type Members, readTimelock, type Served } from './timelocks.ts';

/** Emitted by the diamond whenever a validator comes or goes. */
const statusUpdate = toEventSelector('event ValidatorStatusUpdate(address indexed validatorAddress, bool isActive)');
const isValidator = 'function isValidator(address) view returns (bool)';
const executionDelay = 'function executionDelay() view returns (uint32)';

/** Those who commit, prove and execute batches. */
export type Validators = {
  /** Any one of them, or somebody who can become one through a timelock that he owns. */
  readonly any: Authority;
  /** All of whom are needed, so that nobody proposes any more. */
  readonly together: Authority;
  /** The shortest time between a commitment and its execution, in seconds; 0 where a validator needs no timelock. */
  readonly delay: Observation<number>;
};

/** Reads who may propose. What could not be read becomes an unresolved authority. */
export async function validatorsOf(
  diamond: Contract,
  chainId: Observation<bigint>,
  resolver: Resolver,
): Promise<Validators> {
  const active = await activeOn(diamond, resolver);
  if (active.status === 'unknown') return unknownValidators(active.reason, active.evidence);
  const served = { diamond: diamond.address, chainId };
  const gates = await Promise.all(active.value.map((address) => gateOf(address, served, resolver)));
  const stopping = gates.flatMap(({ members }) => members.stopping ?? []);
  if (stopping.length === 0) {
    return unknownValidators(`no validator of ${diamond.address} is known: its logs are incomplete`, active.evidence);
  }
  return {
    any: anyOf(gates.map(({ members }) => members.acting)),
    together: allOf(stopping),
    delay: map(all(gates.map(({ delay }) => delay)), (seconds) => Math.min(...seconds)),
  };
}

function unknownValidators(reason: string, evidence: readonly string[]): Validators {
  return { any: unresolved(reason), together: unresolved(reason), delay: unknown(reason, evidence) };
}

async function activeOn({ address: on }: Contract, resolver: Resolver): Promise<Observation<readonly Address[]>> {
  const logs = await readLogs(resolver.reader, on, [statusUpdate]);
  const named = chain(logs, (list) => loggedAccounts(list, ({ topics }) => topics[1]));
  return chainRead(named, async (candidates) => {
    const flags = candidates.map((one) => readView(resolver.reader, { on, view: isValidator, args: [one] }));
    return map(all(await Promise.all(flags)), (active) => candidates.filter((_, index) => active[index]));
  });
}

/** One validator of the diamond: a timelock with members, or a key. */
type Gate = { readonly members: Members; readonly delay: Observation<number> };

async function gateOf(address: Address, served: Served, resolver: Resolver): Promise<Gate> {
  const contract = await resolver.inspect(address);
  if (contract.pushed.status === 'unknown') {
    const open = unresolved(contract.pushed.reason, bodyId(resolver.reader.chainId, address));
    return { members: { acting: open, stopping: open }, delay: contract.pushed };
  }
  if (!answers(contract, executionDelay)) {
    const one = resolver.resolve(address);
    return { members: { acting: one, stopping: one }, delay: known(0, contract.evidence) };
  }
  const [members, delay] = await Promise.all([
    readTimelock(contract, served, resolver),
    readView(resolver.reader, { on: address, view: executionDelay }),
  ]);
  return { members, delay: map(delay, Number) };
}
