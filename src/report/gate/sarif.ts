import { type GateChain, type GateFinding, gateKinds, type GateWaiver } from '../../model/gate.ts';
import { causeText } from '../change-text.ts';
import { physicalLocation, plain, sarifLog } from '../sarif-log.ts';
import { detailText, type GateReporter, gateWaiverText } from './gate-reporter.ts';

const waived = { id: 'waiver', meaning: 'Somebody answers for a finding until a day.' };
const kinds = [...Object.entries(gateKinds).map(([id, meaning]) => ({ id, meaning })), waived];

/** SARIF 2.1.0: what fails is an error, what is only told a note, a waiver a suppressed result. */
export const gateSarif: GateReporter = {
  format: 'sarif',
  fileExtension: 'sarif',
  description: 'SARIF 2.1.0, for code scanning; locations are lines of the registry',

  render({ policy, chains }) {
    const rules = kinds.map(({ id, meaning }) => ({
      id,
      shortDescription: { text: meaning },
      fullDescription: { text: meaning },
      help: { text: meaning },
    }));
    const driver = { rules, properties: { policy: policy.id, policyVersion: policy.version } };
    return sarifLog(driver, chains.flatMap(resultsOf));
  },
};

function resultsOf(chain: GateChain): readonly object[] {
  return [
    ...chain.findings.map((finding) => result(finding, chain)),
    ...chain.waivers.map((one) => waiver(one, chain)),
  ];
}

function result(finding: GateFinding, { id, name }: GateChain): object {
  const { kind, fails, what, causes, advice, location, guarantee, subject } = finding;
  const detail = detailText(finding);
  const message = [
    `${name}: ${what}`,
    ...(detail === '' ? [] : [detail]),
    ...causes.map((cause) => `Because ${causeText(cause)}`),
    advice,
  ];
  return {
    ruleId: kind,
    ruleIndex: kinds.findIndex((one) => one.id === kind),
    level: fails ? 'error' : 'note',
    message: { text: message.map(plain).join('\n') },
    locations: [{ physicalLocation: physicalLocation(location) }],
    partialFingerprints: { 'gate/v1': [id, kind, guarantee ?? '', subject].join('/') },
    properties: { chain: id },
  };
}

function waiver(one: GateWaiver, { id, name }: GateChain): object {
  const justification = plain(gateWaiverText(one));
  return {
    ruleId: waived.id,
    ruleIndex: kinds.length - 1,
    level: 'note',
    message: { text: plain(`${name}: ${gateWaiverText(one)}`) },
    locations: [{ physicalLocation: physicalLocation(one.location) }],
    partialFingerprints: { 'gate/v1': [id, waived.id, one.rule].join('/') },
    ...(one.expired ? {} : { suppressions: [{ kind: 'external', status: 'accepted', justification }] }),
    properties: { chain: id },
  };
}
