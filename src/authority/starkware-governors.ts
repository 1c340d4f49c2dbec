import { type Address, getAddress, toEventSelector } from 'viem';
import { readLogs } from '../evidence/reads.ts';
import { anyOf, type Authority, bodyId, unresolved } from '../model/authority.ts';
import { chain, map, type Observation } from '../model/observation.ts';
import { attempt } from './attempt.ts';
import { loggedAccounts, onlyWord } from './logged-accounts.ts';
import type { Resolver } from './resolver.ts';

const accepted = toEventSelector('event LogNewGovernorAccepted(address acceptedGovernor)');
const upgraded = toEventSelector('event ImplementationUpgraded(address indexed implementation, bytes initializer)');

/** The getter of one governance of a contract: StarkWare's proxies have one, and what stands behind them may have another. */
export type GovernorView = `function ${string}IsGovernor(address) view returns (bool)`;

/**
 * Who governs by StarkWare's Governance.sol (proxies up to 4.x): everybody who once accepted and is still told to be a governor.
 * Both governances of a contract log with the same event, and old versions log nothing for the deployer, who is looked for
 * as the sender of the first upgrade. Whoever is not shown to be no governor counts as one.
 */
export async function governorsOf(on: Address, isGovernor: GovernorView, resolver: Resolver): Promise<Authority> {
  const id = bodyId(resolver.reader.chainId, on);
  const [logs, deployer] = await Promise.all([readLogs(resolver.reader, on, [accepted]), deployerOf(on, resolver)]);
  const named = chain(logs, (list) => loggedAccounts(list, onlyWord));
  if (named.status === 'unknown') return unresolved(named.reason, id);
  const logged = named.value.toSorted();
  if (logged.length === 0) return unresolved(`${on} has governors but no log of one: its logs are incomplete`, id);
  const ask = async (account: Address) => {
    return { account, held: await attempt(resolver.reader, { on, view: isGovernor, args: [account] }) };
  };
  const answers = await Promise.all(logged.map(ask));
  const governors = answers.filter(({ held }) => held.status === 'unknown' || held.value !== false);
  return anyOf([
    ...governors.map(({ account }) => resolver.resolve(account)),
    ...(await deployerAuthority(deployer, { id, logged, ask }, resolver)),
  ]);
}

type Known = {
  readonly id: string;
  readonly logged: readonly Address[];
  readonly ask: (account: Address) => Promise<{ readonly held: Observation<boolean | null> }>;
};

/** The deployer counts where it is told to be a governor; where that cannot be read, or nobody knows who it is, it may be one. */
async function deployerAuthority(
  deployer: Observation<Address | null>,
  { id, logged, ask }: Known,
  resolver: Resolver,
): Promise<readonly Authority[]> {
  if (deployer.status === 'unknown') return [unresolved(deployer.reason, id)];
  if (deployer.value === null || logged.includes(deployer.value)) return [];
  const { held } = await ask(deployer.value);
  if (held.status === 'unknown') return [unresolved(held.reason, bodyId(resolver.reader.chainId, deployer.value))];
  return held.value === true ? [resolver.resolve(deployer.value)] : [];
}

/** Who sent the first upgrade; null where there was none. */
async function deployerOf(on: Address, { reader }: Resolver): Promise<Observation<Address | null>> {
  const logs = await readLogs(reader, on, [upgraded]);
  if (logs.status === 'unknown') return logs;
  const [first] = logs.value;
  if (first === undefined) return map(logs, () => null);
  return map(await reader.read({ kind: 'transaction', hash: first.transaction }), ({ from }) => getAddress(from));
}
