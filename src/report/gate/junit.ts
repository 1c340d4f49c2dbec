import type { GateChain, GateFinding, GateReport } from '../../model/gate.ts';
import { causeText } from '../change-text.ts';
import { escapeXml, mapStrings } from '../escape.ts';
import { detailText, type GateReporter, gateWaiverText } from './gate-reporter.ts';

/** One test suite a chain; a test case for the verdict, and one for each thing that fails. */
export const gateJunit: GateReporter = {
  format: 'junit',
  fileExtension: 'xml',
  description: 'JUnit XML, for CI dashboards',

  render(report) {
    const { chains } = mapStrings<GateReport>(report, escapeXml);
    const head = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>'];
    return [...head, ...chains.map(suite), '</testsuites>', ''].join('\n');
  },
};

function suite({ id, findings, waivers }: GateChain): string {
  const failing = findings.filter(({ fails }) => fails);
  const errors = failing.filter(({ kind }) => kind === 'no-evidence').length;
  const counts = `tests="${Math.max(1, failing.length)}" failures="${failing.length - errors}" errors="${errors}" skipped="0"`;
  const notes = findings.filter(({ fails }) => !fails).map((one) => `${one.kind}: ${one.what} ${detailText(one)}`);
  const properties = waivers.map((one) => `      <property name="waiver" value="${gateWaiverText(one)}"/>`);
  return [
    `  <testsuite name="${id}" ${counts}>`,
    ...(properties.length === 0 ? [] : ['    <properties>', ...properties, '    </properties>']),
    ...(failing.length === 0
      ? [`    <testcase classname="${id}" name="as the lock says"/>`]
      : failing.map((one) => testCase(id, one))),
    ...(notes.length === 0 ? [] : ['    <system-out>', ...notes, '    </system-out>']),
    '  </testsuite>',
  ].join('\n');
}

function testCase(chain: string, finding: GateFinding): string {
  const { kind, guarantee, subject, what, causes, advice } = finding;
  const name = [kind, guarantee ?? subject].filter((part) => part !== '').join(' ');
  const element = kind === 'no-evidence' ? 'error' : 'failure';
  const lines = [detailText(finding), ...causes.map((cause) => `because ${causeText(cause)}`), advice];
  const text = lines.filter((line) => line !== '').join('\n');
  return [
    `    <testcase classname="${chain}" name="${name}">`,
    `      <${element} message="${what}" type="${kind}">${text}</${element}>`,
    '    </testcase>',
  ].join('\n');
}
