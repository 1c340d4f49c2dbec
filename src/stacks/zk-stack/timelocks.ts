import { type Address, type Hex, toEventSelector } from 'viem';
import { answers, type Contract } from '../../authority/contract.ts';
import { loggedAccounts } from '../../authority/logged-accounts.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs, readView } from '../../evidence/reads.ts';
import { allOf, anyOf, type Authority, nobody, unresolved } from '../../model/authority.ts';
import type { Log } from '../../model/evidence.ts';
import { all, chain, chainRead, map, type Observation, unknown } from '../../model/observation.ts';

/** Which chain a timelock is asked about. Its id may be unknown. */
export type Served = { readonly diamond: Address; readonly chainId: Observation<bigint> };

/** Who acts through a validator of the diamond, and who together can stop it from acting. */
export type Members = {
  readonly acting: Authority;
  /** Null where there is nobody who acts, so that nobody has to be stopped. */
  readonly stopping: Authority | null;
};

/** A generation of ValidatorTimelock.sol, told by how it keeps its validators. */
type Generation = {
  readonly list: string;
  read(timelock: Contract, served: Served, resolver: Resolver): Promise<Members>;
};

/** v24 to v28: one timelock for all chains, whose admins add validators. */
const shared = 'function validators(uint256, address) view returns (bool)';
const sharedAdded = toEventSelector('event ValidatorAdded(uint256 indexed chainId, address validator)');
/** Before v24: a timelock of one chain, whose owner adds validators. */
const single = 'function validators(address) view returns (bool)';
const singleAdded = toEventSelector('event ValidatorAdded(address validator)');
/** v29 on: a role for each step, by the chain's diamond. */
const memberCount = 'function getRoleMemberCount(address, bytes32) view returns (uint256)';
const member = 'function getRoleMember(address, bytes32, uint256) view returns (address)';
const steps = [
  'function COMMITTER_ROLE() view returns (bytes32)',
  'function PROVER_ROLE() view returns (bytes32)',
  'function EXECUTOR_ROLE() view returns (bytes32)',
  'function REVERTER_ROLE() view returns (bytes32)',
] as const;

const generations: readonly Generation[] = [
  {
    list: member,
    async read({ address: on }, { diamond }, resolver) {
      const roles = await Promise.all(steps.map((view) => readRole(on, { diamond, view }, resolver)));
      // Nobody is needed to revert: batches go on without it.
      const needed = roles.slice(0, 3).map(({ stopping }) => stopping ?? nobody);
      return { acting: anyOf(roles.map(({ acting }) => acting)), stopping: anyOf(needed) };
    },
  },
  {
    list: shared,
    async read({ address: on }, { chainId }, resolver) {
      const listed = await chainRead(chainId, async (id) => {
        const topic = `0x${id.toString(16).padStart(64, '0')}` as const;
        const logs = await readLogs(resolver.reader, on, [sharedAdded, topic]);
        return stillListed(logs, (one) => readView(resolver.reader, { on, view: shared, args: [id, one] }));
      });
      return membersOf(listed, resolver);
    },
  },
  {
    list: single,
    async read({ address: on }, _served, resolver) {
      const logs = await readLogs(resolver.reader, on, [singleAdded]);
      const flag = (one: Address) => readView(resolver.reader, { on, view: single, args: [one] });
      const { acting, stopping } = membersOf(await stillListed(logs, flag), resolver);
      const owner = readView(resolver.reader, { on, view: 'function owner() view returns (address)' });
      return { acting: anyOf([acting, await addressAuthority(owner, resolver)]), stopping };
    },
  },
];

/** Who acts through a ValidatorTimelock for one chain. */
export async function readTimelock(timelock: Contract, served: Served, resolver: Resolver): Promise<Members> {
  const generation = generations.find(({ list }) => answers(timelock, list));
  if (generation) return generation.read(timelock, served, resolver);
  const open = unresolved(`the validators of the timelock ${timelock.address} cannot be read`);
  return { acting: open, stopping: open };
}

function membersOf(listed: Observation<readonly Address[]>, resolver: Resolver): Members {
  if (listed.status === 'unknown') return { acting: unresolved(listed.reason), stopping: unresolved(listed.reason) };
  const of = listed.value.map((one) => resolver.resolve(one));
  return { acting: anyOf(of), stopping: of.length === 0 ? null : allOf(of) };
}

type Step = { readonly diamond: Address; readonly view: (typeof steps)[number] };

async function readRole(on: Address, { diamond, view }: Step, resolver: Resolver): Promise<Members> {
  const { reader } = resolver;
  const listed = await chainRead(await readView(reader, { on, view }), async (role: Hex) => {
    const count = await readView(reader, { on, view: memberCount, args: [diamond, role] });
    return chainRead(count, async (total) => {
      if (total > 500n) return unknown(`a role of ${on} has ${total} members`);
      const at = Array.from({ length: Number(total) }, (_, index) => BigInt(index));
      return all(
        await Promise.all(at.map((index) => readView(reader, { on, view: member, args: [diamond, role, index] }))),
      );
    });
  });
  return membersOf(listed, resolver);
}

async function stillListed(
  logs: Observation<readonly Log[]>,
  isListed: (address: Address) => Promise<Observation<boolean>>,
): Promise<Observation<readonly Address[]>> {
  const named = chain(logs, (list) => loggedAccounts(list, ({ data }) => data));
  return chainRead(named, async (candidates) =>
    map(all(await Promise.all(candidates.map(isListed))), (listed) => candidates.filter((_, index) => listed[index])),
  );
}
