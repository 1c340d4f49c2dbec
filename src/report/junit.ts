import type { Doubt } from '../model/evidence.ts';
import type { AuditReport, ChainReport, WaiverReport } from '../model/report.ts';
import type { Finding } from '../model/rule.ts';
import { escapeXml, mapStrings } from './escape.ts';
import { doubtRule, doubtText, waiverText } from './phrase.ts';
import type { Reporter } from './reporter.ts';

/** One test suite a chain, one test case a finding. What is unknown is an error and not a skip: CI must show it. */
export const junit: Reporter = {
  format: 'junit',
  fileExtension: 'xml',
  description: 'JUnit XML, for CI dashboards',

  render(report) {
    const { chains } = mapStrings<AuditReport>(report, escapeXml);
    return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>', ...chains.map(suite), '</testsuites>', ''].join(
      '\n',
    );
  },
};

function suite({ id, findings, waivers, evidence }: ChainReport): string {
  const doubts = evidence.doubts ?? [];
  const count = (outcome: Finding['outcome']) => findings.filter((finding) => finding.outcome === outcome).length;
  const counts = [
    `tests="${findings.length + doubts.length}"`,
    `failures="${count('fail')}"`,
    `errors="${count('unknown') + doubts.length}"`,
    `skipped="${count('not-applicable')}"`,
  ];
  const timestamp = new Date(evidence.timestamp * 1000).toISOString().slice(0, 19);
  return [
    `  <testsuite name="${id}" ${counts.join(' ')} timestamp="${timestamp}">`,
    ...(waivers.length === 0 ? [] : ['    <properties>', ...waivers.map(property), '    </properties>']),
    ...findings.map((finding) => testCase(id, finding)),
    ...doubts.map((doubt) => doubtCase(id, doubt)),
    '  </testsuite>',
  ].join('\n');
}

function property(waiver: WaiverReport): string {
  return `      <property name="waiver" value="${waiverText(waiver)}"/>`;
}

function doubtCase(chain: string, doubt: Doubt): string {
  const name = `${doubtRule} (${doubt.kind === 'dropped' ? doubt.provider : doubt.id})`;
  return `    <testcase classname="${chain}" name="${name}"><error message="${doubtText(doubt)}"/></testcase>`;
}

function testCase(chain: string, { rule, power, outcome, message }: Finding): string {
  const name = power === undefined ? rule : `${rule} (${power})`;
  const open = `    <testcase classname="${chain}" name="${name}"`;
  switch (outcome) {
    case 'pass':
      return `${open}/>`;
    case 'fail':
      return `${open}><failure message="${message}"/></testcase>`;
    case 'unknown':
      return `${open}><error message="${message}"/></testcase>`;
    case 'not-applicable':
      return `${open}><skipped message="${message}"/></testcase>`;
  }
}
