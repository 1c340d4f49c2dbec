import type { Hex } from 'viem';
import { canonicalDigest, canonicalText } from '../evidence/canonical.ts';
import type { Leaf } from '../evidence/commitment.ts';
import type { Chain } from '../model/chain.ts';
import { guarantees } from '../model/guarantee.ts';
import type { ChainReport, FactReport } from '../model/report.ts';
import type { Finding, Policy } from '../model/rule.ts';
import type { Credit } from '../model/verdict.ts';

/** Every chain is judged by its contracts on it, and named by its block. */
const ethereum = 1;

/** All that a conclusion follows from; whoever has the same four things comes to the same conclusion. */
export type AuditBasis = {
  /** The registry's id of the audited chain. */
  readonly chain: string;
  /** `YYYY-MM-DD`; claims and waivers count until a day. */
  readonly day: string;
  /** The Merkle root over what was read. */
  readonly evidence: Hex;
  /** The digest of the chain's registry entry, whatever file and lines it stands in. */
  readonly entry: Hex;
  /** The digest is that of all its rules. */
  readonly policy: { readonly id: string; readonly version: string; readonly digest: Hex };
};

/** What an audit on this day, of this recording (by its Merkle root), is based on. */
export function basisOf(
  { chain, policy, day }: { readonly chain: Chain; readonly policy: Policy; readonly day: string },
  evidence: Hex,
): AuditBasis {
  const { location: _, locations: __, ...entry } = chain;
  const { id, version } = policy;
  const digest = canonicalDigest(placeless(policy));
  return { chain: chain.id, day, evidence, entry: canonicalDigest(entry), policy: { id, version, digest } };
}

/**
 * A leaf for each fact and finding, for the credit and that of each guarantee. The name begins with the chain's id, then `/`
 * and a fact's name, a finding's (`findingName`) or a guarantee; the credit of the whole chain has the id alone. Content:
 * `{"audit": <AuditBasis>, "fact" | "finding" | "verdict": …}`, the latter as the JSON report has it.
 */
export function conclusionLeaves(report: ChainReport, audit: AuditBasis): readonly Leaf[] {
  const { id, facts, findings, credit, guarantees: each, evidence } = report;
  const leaf = (kind: 'fact' | 'finding' | 'verdict', name: string, said: unknown): Leaf => ({
    kind,
    chainId: ethereum,
    blockHash: evidence.blockHash,
    name,
    content: canonicalText({ audit, [kind]: said }),
  });
  return [
    ...Object.entries(facts).map(([name, fact]) => leaf('fact', `${id}/${name}`, factContent(fact))),
    ...findings.map((finding) => leaf('finding', `${id}/${findingName(finding)}`, finding)),
    leaf('verdict', id, creditContent(credit)),
    ...guarantees.map((one) => leaf('verdict', `${id}/${one}`, creditContent(each[one]))),
  ];
}

/** The id of the rule; for a rule that is asked of each power, `<rule>:<power>`. */
export function findingName({ rule, power }: Pick<Finding, 'rule' | 'power'>): string {
  return power === undefined ? rule : `${rule}:${power}`;
}

function factContent(fact: FactReport): object {
  const { type, evidence } = fact;
  return 'value' in fact ? { type, value: fact.value, evidence } : { type, unknown: fact.unknown, evidence };
}

function creditContent({ level, best, worst }: Credit): Credit {
  return { level, best, worst };
}

function placeless({ rules, dimensions, ...rest }: Policy): object {
  const bare = <T extends { readonly location: unknown }>({ location: _, ...one }: T) => one;
  return { ...rest, rules: rules.map(bare), dimensions: dimensions.map(bare) };
}
