import { type Address, type Hex, keccak256, toBytes } from 'viem';
import { readView } from '../../evidence/reads.ts';
import { after, allOf, anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { all, chainRead, known, type Observation } from '../../model/observation.ts';
import { answers, type Contract } from '../contract.ts';
import { confirmationSeconds, fastConfirmers } from '../nitro-rollup.ts';
import type { Controller, Resolver } from '../resolver.ts';
import { readRoleMembers } from '../roles.ts';
import { executorAuthority } from './timelock-controller.ts';

const proposerRole = keccak256(toBytes('PROPOSER_ROLE'));
const minDelay = 'function getMinDelay() view returns (uint256)';
const l2Timelock = 'function l2Timelock() view returns (address)';
const inboxOf = 'function governanceChainInbox() view returns (address)';

/**
 * L1ArbitrumTimelock.sol (OffchainLabs/governance): a timelock whose proposer is the bridge of a Nitro chain, and which lets through only
 * what one timelock on that chain sent. A message takes that rollup's confirmation period to get here.
 */
export const bridgedTimelock: Controller = {
  kind: 'bridged-timelock',
  recognises: (contract) =>
    answers(
      contract,
      minDelay,
      l2Timelock,
      inboxOf,
      'function schedule(address, uint256, bytes, bytes32, bytes32, uint256)',
    ),
  async resolve(contract, resolver) {
    const { reader } = resolver;
    const on = contract.address;
    const pushed = contract.pushed.status === 'known' ? contract.pushed.value : new Set<Hex>();
    const owned = { address: on, pushed };
    const [delay, origin, executors] = await Promise.all([
      readView(reader, { on, view: minDelay }),
      originOf(contract, resolver),
      executorAuthority(owned, resolver),
    ]);
    const proposers = anyOf([sentFrom(origin, contract, resolver), ...(await otherProposers(owned, origin, resolver))]);
    const acting = allOf([proposers, executors]);
    const seconds = delay.status === 'known' ? Number(delay.value) : 0;
    return {
      name: delay.status === 'known' ? `timelock of ${seconds} s` : 'timelock of unknown delay',
      authority: delay.status === 'known' ? after(seconds, acting) : anyOf([acting, unresolved(delay.reason)]),
      parameters: {
        ...(delay.status === 'known' && { delaySeconds: seconds }),
        ...(origin.status === 'known' && { messageSeconds: origin.value.seconds, governedFrom: origin.value.chainId }),
      },
      evidence: all([delay, origin]).evidence,
    };
  },
};

/** The timelock on another chain that speaks here: on which chain, through which bridge, how long a message takes in seconds. */
type Origin = {
  readonly timelock: Address;
  readonly chainId: number;
  readonly bridge: Address;
  readonly seconds: number;
};

async function originOf({ address: on }: Contract, resolver: Resolver): Promise<Observation<Origin>> {
  const { reader } = resolver;
  const timelock = await readView(reader, { on, view: l2Timelock });
  const inbox = await readView(reader, { on, view: inboxOf });
  const bridge = await chainRead(inbox, (at) =>
    readView(reader, { on: at, view: 'function bridge() view returns (address)' }),
  );
  const address = await chainRead(bridge, (at) =>
    readView(reader, { on: at, view: 'function rollup() view returns (address)' }),
  );
  return chainRead(all([timelock, bridge, address]), async ([sender, at, rollup]) => {
    const contract = await resolver.inspect(rollup);
    const chainId = await readView(reader, { on: rollup, view: 'function chainId() view returns (uint256)' });
    const period = await confirmationSeconds(contract, resolver);
    const fast = await fastConfirmers(contract, resolver);
    return chainRead(all([chainId, period, fast]), async ([id, seconds, confirmers]) =>
      known({ timelock: sender, chainId: Number(id), bridge: at, seconds: confirmers.length > 0 ? 0 : seconds }),
    );
  });
}

function sentFrom(origin: Observation<Origin>, contract: Contract, resolver: Resolver): Authority {
  if (origin.status === 'unknown') {
    return unresolved(`who sends to ${contract.address}: ${origin.reason}`);
  }
  const { timelock, chainId, seconds } = origin.value;
  const there = resolver.on(chainId);
  const sender = there
    ? there.resolve(timelock)
    : unresolved(`${timelock} on chain ${chainId} was not read: no evidence of that chain`);
  return after(seconds, sender);
}

/** Whoever else has the role. The contract refuses them as well; that is not taken for granted. */
async function otherProposers(
  owned: Parameters<typeof readRoleMembers>[0],
  origin: Observation<Origin>,
  resolver: Resolver,
): Promise<readonly Authority[]> {
  const members = await readRoleMembers(owned, proposerRole, resolver);
  if (members.status === 'unknown') return [unresolved(members.reason)];
  const bridge = origin.status === 'known' ? origin.value.bridge : undefined;
  return members.value.members.filter((one) => one !== bridge).map((one) => resolver.resolve(one));
}
