import type { Doubt } from '../model/evidence.ts';
import type { AuditReport, ChainReport, RuleReport } from '../model/report.ts';
import { doubtRule, doubtText, waiverText } from './phrase.ts';
import type { Reporter } from './reporter.ts';
import { physicalLocation, plain, sarifLog } from './sarif-log.ts';

/**
 * SARIF 2.1.0. Only what keeps a chain down is a result: some viewers ignore `kind` and would show a passed rule as an
 * alert. What is unknown is `open`, which SARIF (3.27.10) lets stand only with level `none`.
 */
export const sarif: Reporter = {
  format: 'sarif',
  fileExtension: 'sarif',
  description: 'SARIF 2.1.0, for code scanning; locations are lines of the registry',

  render({ policy, chains }) {
    const isDoubted = chains.some(({ evidence }) => evidence.doubts !== undefined);
    const driver = {
      rules: [...policy.rules.map(descriptor), ...(isDoubted ? [doubted] : [])],
      properties: { policy: policy.id, policyVersion: policy.version },
    };
    const results = chains.flatMap((chain) => [
      ...chain.findings.flatMap((finding) => result(chain, finding, policy.rules)),
      ...(chain.evidence.doubts ?? []).map((doubt) => doubtResult(chain, doubt, policy.rules.length)),
    ]);
    return sarifLog(driver, results);
  },
};

/** The rule that no policy has to have: providers give one answer. */
const doubted = {
  id: doubtRule,
  shortDescription: { text: 'All providers give the same answers' },
  fullDescription: { text: 'All providers that were named answer, at the same block, and give the same answers.' },
  help: { text: 'What providers disagree on is unknown. Leave out the provider that is wrong.' },
};

function doubtResult(chain: ChainReport, doubt: Doubt, ruleIndex: number): object {
  const about = doubt.kind === 'dropped' ? doubt.provider : doubt.id;
  return {
    ruleId: doubtRule,
    ruleIndex,
    kind: 'fail',
    level: 'warning',
    message: { text: plain(`${chain.name}: ${doubtText(doubt)}`) },
    locations: [{ physicalLocation: physicalLocation(chain.location) }],
    partialFingerprints: { 'finding/v1': [chain.id, doubtRule, about].join('/') },
    properties: { chain: chain.id, credit: chain.credit },
  };
}

function descriptor({ id, title, otherwise, references, guarantees }: RuleReport) {
  const [helpUri] = references;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${otherwise.say}` },
    help: { text: [otherwise.say, `Without it a chain is at best ${otherwise.caps}.`, ...references].join('\n') },
    ...(helpUri === undefined ? {} : { helpUri }),
    properties: { tags: guarantees },
  };
}

type Finding = ChainReport['findings'][number];

function result(chain: ChainReport, finding: Finding, rules: AuditReport['policy']['rules']): readonly object[] {
  if (finding.outcome === 'pass' || finding.outcome === 'not-applicable') return [];
  const ruleIndex = rules.findIndex(({ id }) => id === finding.rule);
  return [
    {
      ruleId: finding.rule,
      ...(ruleIndex === -1 ? {} : { ruleIndex }),
      ...(finding.outcome === 'fail' ? { kind: 'fail', level: 'warning' } : { kind: 'open', level: 'none' }),
      message: { text: plain(`${chain.name}: ${finding.message}`) },
      locations: [{ physicalLocation: physicalLocation(finding.location ?? chain.location) }],
      partialFingerprints: { 'finding/v1': [chain.id, finding.rule, finding.power ?? ''].join('/') },
      ...suppressions(chain, finding),
      properties: { chain: chain.id, credit: chain.credit, because: finding.because },
    },
  ];
}

// SARIF 3.35: the result stays, and says who answers for it.
function suppressions({ waivers }: ChainReport, { rule }: Finding): object {
  const waiver = waivers.find((one) => one.rule === rule && !one.expired);
  if (waiver === undefined) return {};
  return { suppressions: [{ kind: 'external', status: 'accepted', justification: plain(waiverText(waiver)) }] };
}
