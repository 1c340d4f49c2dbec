import { guarantees, type Guarantee } from '../model/guarantee.ts';
import type { ChainReport, PowerReport } from '../model/report.ts';
import type { Finding, Policy } from '../model/rule.ts';
import type { LockEntry } from '../registry/lock.ts';
import { codeOf, digest, holdersDigest, knownIn } from './holders.ts';

/** A lock entry without the root of its evidence, which takes longer to compute than all the rest. */
export type Pin = Omit<LockEntry, 'evidenceRoot'>;

/** The part of a chain's report that a team relies on, as the lock keeps it. */
export function pin(report: ChainReport, policy: Pick<Policy, 'id' | 'version'>): Pin {
  const known = knownIn(report);
  const { id: chain, credit, evidence } = report;
  return {
    chain,
    policy: policy.id,
    policyVersion: policy.version,
    credit: { level: credit.level, best: credit.best, worst: credit.worst },
    guarantees: each((one) => {
      const { level, best, worst } = report.guarantees[one];
      return { level, best, worst };
    }),
    weakest: each((one) => weakestOf(report, one)),
    broken: [...new Set(report.findings.filter(isBroken).map(({ rule }) => rule))].sort(),
    facts: Object.fromEntries(
      Object.entries(report.facts).map(([name, fact]) => [name, 'value' in fact ? fact.value : null]),
    ),
    powers: Object.fromEntries(
      report.powers.map((power) => [
        power.id,
        { keysByDelay: keysByDelay(power), holders: holdersDigest(power.authority, known) },
      ]),
    ),
    contracts: contractsOf(report),
    block: evidence.block,
  };

  function contractsOf({ contracts }: ChainReport): LockEntry['contracts'] {
    const roles = new Map<string, string[]>();
    for (const { role, address } of contracts) roles.set(address, [...(roles.get(address) ?? []), role]);
    return Object.fromEntries(
      contracts.map(({ address, evidence: reads }) => [
        address,
        { role: [...new Set(roles.get(address))].join(', '), code: digest(codeOf(reads, known)) },
      ]),
    );
  }
}

/** Whether a rule's answer keeps the chain down, or may. */
export function isBroken({ outcome }: Pick<Finding, 'outcome'>): boolean {
  return outcome === 'fail' || outcome === 'unknown';
}

function weakestOf({ guarantees: all }: ChainReport, one: Guarantee): LockEntry['weakest'][Guarantee] {
  const { weakest } = all[one];
  if (weakest === null) return null;
  const { power, keys, delaySeconds, windowSeconds } = weakest;
  return { power, keys, delaySeconds, windowSeconds };
}

function keysByDelay({ frontier }: PowerReport): Record<string, number> {
  return Object.fromEntries(frontier.map(({ delaySeconds, size }) => [String(delaySeconds), size]));
}

function each<T>(make: (guarantee: Guarantee) => T): Record<Guarantee, T> {
  return Object.fromEntries(guarantees.map((one) => [one, make(one)])) as Record<Guarantee, T>;
}
