import type { Address } from 'viem';
import { readView } from '../../evidence/reads.ts';
import { after, allOf, anyOf, unresolved } from '../../model/authority.ts';
import { all, chainRead, map, type Observation, unknown } from '../../model/observation.ts';
import { answers } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import type { Resolver } from '../resolver.ts';
import type { SafeModule } from '../safe-modules.ts';

const interval = 'function livenessInterval() view returns (uint256)';
const fallback = 'function fallbackOwner() view returns (address)';
const fewest = 'function minOwners() view returns (uint256)';
const guard = 'function livenessGuard() view returns (address)';
/** LivenessGuard.sol: when an owner last signed or showed to be there, in Unix seconds. */
const lastLive = 'function lastLive(address) view returns (uint256)';
const owners = 'function getOwners() view returns (address[])';

/** Steps in which a wait is counted, in seconds: a month, below it a week. */
const [month, week] = [30 * 86_400, 7 * 86_400];

/** Of a Safe with more owners than this nobody is asked when he was last seen. */
const ownerLimit = 500;

/**
 * OP's LivenessModule (1.x): owners who show no sign of life for the interval can be removed by anybody, and when fewer than
 * `minOwners` are left the Safe goes to the fallback owner. In the worst case the owners stay silent from now on, and what they
 * have been silent before counts: where that is not known, the wait is anything between nothing and the interval.
 */
export const liveness: SafeModule = {
  kind: 'LivenessModule',
  recognises: (contract) => answers(contract, interval, fallback, fewest),
  async resolve({ address }, safe, resolver) {
    const [seconds, owner, left] = await Promise.all([
      readView(resolver.reader, { on: address, view: interval }),
      addressAuthority(readView(resolver.reader, { on: address, view: fallback }), resolver),
      secondsLeft(address, safe, resolver),
    ]);
    if (left.status === 'known') return after(left.value, owner);
    const reason = `how long the owners of the Safe ${safe} have been silent: ${left.reason}`;
    if (seconds.status === 'unknown') return anyOf([owner, unresolved(reason)]);
    return anyOf([after(Number(seconds.value), owner), allOf([owner, unresolved(reason)])]);
  },
};

/** How long until so many owners count as silent that too few are left, in seconds; 0 where they do already. */
async function secondsLeft(module: Address, safe: Address, resolver: Resolver): Promise<Observation<number>> {
  const { reader } = resolver;
  const [period, minimum, watch, list] = await Promise.all([
    readView(reader, { on: module, view: interval }),
    readView(reader, { on: module, view: fewest }),
    readView(reader, { on: module, view: guard }),
    readView(reader, { on: safe, view: owners }),
  ]);
  const seen = await chainRead(all([watch, list]), async ([on, members]) => {
    if (members.length > ownerLimit) return unknown(`it has ${members.length} owners`);
    const times = members.map((one) => readView(reader, { on, view: lastLive, args: [one] }));
    const answered = all(await Promise.all(times));
    return answered.status === 'known'
      ? answered
      : unknown(`${on} does not say when each was last seen`, answered.evidence);
  });
  return map(all([period, minimum, seen]), ([wait, kept, times]) => {
    const sorted = times.toSorted((a, b) => Number(a - b));
    // So many have to be removed that one fewer than the minimum is left; then all others may be.
    const last = sorted[Math.min(Math.max(0, sorted.length - Number(kept)), sorted.length - 1)];
    if (last === undefined || BigInt(sorted.length) < kept) return 0;
    return inSteps(Number(last + wait - reader.block.timestamp));
  });
}

/** No longer than it is, and the same from one day to the next as a rule: silence alone is no news every day. */
function inSteps(seconds: number): number {
  const step = seconds >= month ? month : week;
  return Math.max(0, Math.floor(seconds / step) * step);
}
