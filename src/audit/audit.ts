import { createResolver, type Names } from '../authority/create-resolver.ts';
import type { EvidenceReader, ReaderOf } from '../evidence/reader.ts';
import { bodyId } from '../model/authority.ts';
import type { Chain } from '../model/chain.ts';
import { FullfaithError } from '../model/error.ts';
import { type AuditReport, type ChainReport, schemaVersion, type Unaudited } from '../model/report.ts';
import type { Policy } from '../model/rule.ts';
import { evaluateDimension } from '../rules/dimension.ts';
import { stackById } from '../stacks/index.ts';
import type { Assessment } from '../stacks/stack.ts';
import { chainReport } from './chain-report.ts';
import { properCouncils } from './councils.ts';
import { dayOf, withCurrentClaims } from './current-claims.ts';
import { entitiesOf } from './entities.ts';
import { exitTimes } from './exit.ts';
import { derivedFacts } from './derived-facts.ts';
import { hostDimensions, hostFindings } from './host-findings.ts';
import { credits, judge } from './judge.ts';
import { analysePowers, type Setting } from './power-analysis.ts';
import type { Memory } from './power-solution.ts';
import { tally } from './tally.ts';
import { unauditedChain, whyUnjudged } from './unaudited.ts';

/** What an audit of one chain is made from. Equal requests give equal reports, byte for byte. */
export type AuditRequest = {
  readonly chain: Chain;
  readonly readerOf: ReaderOf;
  readonly policy: Policy;
  /** The time that ages and expiries are counted to, in Unix seconds. */
  readonly now: bigint;
  /** What the solver said in other audits; it spares work and changes nothing. */
  readonly memory?: Memory;
};

/**
 * Audits one chain: reads, resolves who controls what, judges by the policy. Throws a FullfaithError when the entry names a
 * stack that does not exist, or when there is no evidence of its host chain at all.
 */
export async function auditChain(request: AuditRequest): Promise<ChainReport> {
  const { policy, now } = request;
  const chain = withCurrentClaims(request.chain, dayOf(now));
  const stack = stackById(chain.stack);
  if (stack === undefined)
    throw new FullfaithError('input', `${chain.location.file}: there is no stack “${chain.stack}”`);
  const counted = tally(request.readerOf);
  const ethereum = readerFor(1, chain, counted.readerOf);
  const reader = chain.settlesOn === undefined ? ethereum : readerOfHost(chain, counted.readerOf);
  const resolver = createResolver(reader, counted.readerOf, namesOf(chain));
  for (const { address, chainId } of chain.councils) resolver.on(chainId)?.resolve(address);
  const assessment: Assessment = await stack.assess({ chain, reader, readerOf: counted.readerOf, resolver });
  const bodies = await resolver.settle();
  const councils = properCouncils(chain, bodies);
  const exit = exitTimes(assessment.exit);
  const setting: Setting = { bodies, councils, exit, entities: entitiesOf(chain, bodies) };
  const powers = analysePowers(assessment.powers, setting, request.memory);
  const facts = { ...assessment.facts, ...derivedFacts(chain, { assessment, powers, setting }) };
  const contracts = await Promise.all(
    assessment.contracts.map(async (one) => ({ ...one, evidence: (await resolver.inspect(one.address)).evidence })),
  );
  const host = await auditedHost(chain, { ...request, readerOf: counted.readerOf });
  const findings = [...judge(policy, facts, powers), ...(host === null ? [] : hostFindings(host, policy))];
  const dimensions = policy.dimensions.map((dimension) => evaluateDimension(dimension, facts));
  return chainReport({
    chain,
    reader: ethereum,
    now,
    assessment,
    setting,
    powers,
    facts,
    findings,
    credits: credits(policy, findings),
    dimensions: host === null ? dimensions : hostDimensions(dimensions, host),
    contracts,
    code: counted.code(),
    reads: counted.reads(),
    grades: counted.grades(),
    doubts: counted.doubts(),
  });
}

/** The document that reporters read. Chains come in the order of their ids; `unaudited` are those without evidence. */
export function auditReport(
  policy: Policy,
  chains: readonly ChainReport[],
  unaudited: readonly Unaudited[] = [],
): AuditReport {
  const { id, title, version, levels } = policy;
  const rules = policy.rules.map(({ id: rule, title: name, guarantees, otherwise, references }) => ({
    id: rule,
    title: name,
    guarantees,
    otherwise,
    references,
  }));
  return {
    schemaVersion,
    policy: { id, title, version, levels, rules },
    chains: [...chains].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ...(unaudited.length > 0 && { unaudited: [...unaudited].sort((a, b) => (a.id < b.id ? -1 : 1)) }),
  };
}

function readerOfHost(chain: Chain, readerOf: ReaderOf): EvidenceReader {
  const { name, chainId } = chain.settlesOn ?? chain;
  if (chainId !== null) return readerFor(chainId, chain, readerOf);
  throw new FullfaithError('input', `${chain.location.file}: ${name} has no chain id; nothing can settle on it`);
}

function readerFor(chainId: number, { id, settlesOn }: Chain, readerOf: ReaderOf): EvidenceReader {
  const reader = readerOf(chainId);
  if (reader) return reader;
  const name = chainId === settlesOn?.chainId ? settlesOn.name : 'Ethereum';
  const url = chainId === 1 ? '' : ` ${chainId}=<url>`;
  throw new FullfaithError(
    'evidence',
    `there is no evidence of ${name} for ${id}`,
    `Record some, or give --rpc-url${url}.`,
  );
}

/** The audit of the chain that another settles on, from the same evidence; null where that is Ethereum. */
async function auditedHost({ settlesOn }: Chain, request: AuditRequest): Promise<ChainReport | Unaudited | null> {
  if (settlesOn === undefined) return null;
  if (whyUnjudged(settlesOn) !== null) return unauditedChain(settlesOn, request.policy);
  return auditChain({ ...request, chain: settlesOn });
}

function namesOf(chain: Chain): Names {
  return new Map(chain.councils.map(({ chainId, address, name }) => [bodyId(chainId, address), name]));
}
