import { auditChain, auditReport, unauditedChain } from '../audit/index.ts';
import { type ReplayedReport, timesOf, verifyReport } from '../check/index.ts';
import { replay } from '../evidence/recorded.ts';
import type { Recording } from '../evidence/recording.ts';
import type { Chain, Location } from '../model/chain.ts';
import { FullfaithError } from '../model/error.ts';
import type { AuditReport } from '../model/report.ts';
import type { Policy } from '../model/rule.ts';
import type { Verification } from '../model/verification.ts';
import { registryIds } from '../registry/load-registry.ts';
import { json } from '../report/json.ts';
import { reportSchema } from '../report/schema.ts';
import { loadChains } from './chains.ts';
import type { Invocation } from './command.ts';
import { openRecording } from './evidence-source.ts';
import { placesOf } from './places.ts';
import { auditTime } from './surroundings.ts';
import { malformed, type VerifiableFile } from './verifiable-file.ts';
import { orOpen, policyNamed } from './verify-against.ts';

/** No report nests deeper; what does would exhaust the stack of whoever walks it. */
const deepest = 200;

/** Re-checks a JSON report by making it again from the evidence, the registry and the policy that are here. */
export async function reportVerification(one: VerifiableFile, invocation: Invocation): Promise<Verification> {
  const report = parseReport(one);
  if ('outcome' in report) return report;
  const recordings = new Map<string, Recording>();
  const replays = await orOpen(() => replaysOf(report, recordings, invocation));
  const text = one.text.replaceAll('\r\n', '\n');
  return verifyReport({ file: one.file, report, text, recordings, replays });
}

function parseReport(one: VerifiableFile): AuditReport | Verification {
  const bad = (what: string) => malformed(one, new FullfaithError('input', `${one.file}: the report ${what}.`));
  const document: unknown = JSON.parse(one.text);
  if (depthOf(document) > deepest) return bad(`nests deeper than ${deepest} levels`);
  const parsed = reportSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return bad(`is malformed at ${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
}

/** Without recursion, for the sake of what is too deep for it. */
function depthOf(document: unknown): number {
  let depth = 0;
  for (let level = [document]; level.length > 0 && depth <= deepest; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return depth;
}

type Replays = readonly ReplayedReport[] | { readonly open: string };

async function replaysOf(
  report: AuditReport,
  recordings: Map<string, Recording>,
  invocation: Invocation,
): Promise<Replays> {
  const { options, surroundings } = invocation;
  const places = placesOf(options, surroundings);
  const policy = await policyNamed(report.policy.id, invocation);
  if (policy === null) return { open: `there is no policy ${report.policy.id} here; --policy names one` };
  const known = await registryIds(places.registry);
  const ids = [...report.chains, ...(report.unaudited ?? [])].map(({ id }) => id);
  const missing = ids.find((id) => !known.includes(id));
  if (missing !== undefined) return { open: `${places.registry} has no chain ${JSON.stringify(missing)}` };
  const chains = ids.length === 0 ? [] : await loadChains(places.registry, ids);
  for (const { id, evidence } of report.chains) {
    const recording = await openRecording({ id }, places, { block: evidence.blockHash });
    recordings.set(id, recording);
  }
  const times = timesOf(report.chains) ?? [auditTime(surroundings)];
  return Promise.all(times.map(async (now) => replayedReport(report, { chains, recordings, policy, now })));
}

type Job = {
  readonly chains: readonly Chain[];
  readonly recordings: ReadonlyMap<string, Recording>;
  readonly policy: Policy;
  readonly now: bigint;
};

async function replayedReport(said: AuditReport, { chains, recordings, policy, now }: Job): Promise<ReplayedReport> {
  const audited = await Promise.all(
    said.chains.map(async ({ id, location }) => {
      const [chain, recording] = [chains.find((one) => one.id === id), recordings.get(id)];
      if (chain === undefined || recording === undefined) throw new Error(`no evidence of ${id}`);
      return auditChain({ chain: seenFrom(chain, location), readerOf: replay(recording), policy, now });
    }),
  );
  const others = (said.unaudited ?? []).flatMap(({ id, location }) => {
    const chain = chains.find((one) => one.id === id);
    return chain === undefined ? [] : [unauditedChain(seenFrom(chain, location), policy)];
  });
  const report = auditReport(policy, audited, others);
  return { report, text: json.render(report) };
}

/** The entry with its file named as in the report, where that is the same file seen from another folder. */
function seenFrom(chain: Chain, { file }: Location): Chain {
  const isSame = file.split(/[\\/]/).slice(-2).join('/') === `chains/${chain.id}.yaml`;
  if (!isSame) return chain;
  const locations = Object.entries(chain.locations).map(([path, place]) => [path, { ...place, file }] as const);
  return { ...chain, location: { ...chain.location, file }, locations: Object.fromEntries(locations) };
}
