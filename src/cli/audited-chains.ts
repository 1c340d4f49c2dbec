import { auditChain, type Memory, unauditedChain, whyUnjudged } from '../audit/index.ts';
import { FullfaithError } from '../model/error.ts';
import type { ChainReport, Unaudited } from '../model/report.ts';
import type { Policy } from '../model/rule.ts';
import { loadPolicy } from '../rules/load-policy.ts';
import { loadChains } from './chains.ts';
import type { Invocation } from './command.ts';
import { openEvidence } from './evidence-source.ts';
import { placesOf } from './places.ts';
import { startProgress } from './progress.ts';
import { auditTime } from './surroundings.ts';

/** What audits of several chains gave. */
export type AuditedChains = {
  readonly policy: Policy;
  readonly reports: readonly ChainReport[];
  /** Chains that nobody named and of which there is no evidence, and those that no stack judges. */
  readonly unaudited: readonly Unaudited[];
};

/**
 * Audits the chains of these ids, or all of them; those without evidence are then left open, as are those that no stack judges.
 * Throws a `FullfaithError` for an unknown id or where evidence of a chain that was named is missing.
 */
export async function auditedChains(
  ids: readonly string[],
  { options, surroundings }: Pick<Invocation, 'options' | 'surroundings'>,
): Promise<AuditedChains> {
  const places = placesOf(options, surroundings);
  const [policy, chains] = await Promise.all([loadPolicy(places.policy), loadChains(places.registry, ids)]);
  const source = await openEvidence(options, places, surroundings);
  const progress = startProgress(surroundings);
  const reports: ChainReport[] = [];
  const unaudited: Unaudited[] = [];
  const memory: Memory = new Map();
  try {
    for (const [at, chain] of chains.entries()) {
      const named = ids.length > 0;
      if (whyUnjudged(chain) !== null || !(named || source.has(chain))) {
        unaudited.push(unauditedChain(chain, policy));
        continue;
      }
      progress.step(`auditing ${chain.name} (${at + 1} of ${chains.length})`);
      const now = auditTime(surroundings);
      const audit = source.audit(chain, (readerOf) => auditChain({ chain, readerOf, policy, now, memory }));
      // Nobody named it, so the others are told all the same.
      const found = await (ids.length > 0 ? audit : audit.catch((error: unknown) => unevidenced(error, options)));
      if (typeof found === 'string') unaudited.push(unauditedChain(chain, policy, found));
      else reports.push(found);
    }
    await source.confirm();
  } finally {
    progress.done();
  }
  return { policy, reports, unaudited };
}

/** The reports of chains that were named. Throws a `FullfaithError` where one of them is none that is judged. */
export function judged({ reports, unaudited }: AuditedChains): readonly ChainReport[] {
  const [open] = unaudited;
  if (open === undefined || reports.length > 0) return reports;
  throw new FullfaithError('evidence', `There is nothing to show of ${open.name}: ${open.reason}.`);
}

/** Why there is no evidence of the grade that is required; whatever else went wrong is thrown. */
function unevidenced(error: unknown, { requireGrade }: Invocation['options']): string {
  if (requireGrade === undefined || !(error instanceof FullfaithError) || error.kind !== 'evidence') throw error;
  return error.message;
}
