import { canonicalJson } from '../json.ts';
import type { GateReporter } from './gate-reporter.ts';

/** The document itself, with sorted keys. */
export const gateJson: GateReporter = {
  format: 'json',
  fileExtension: 'json',
  description: 'everything as JSON; schema/gate.schema.json describes it',

  render(report) {
    return `${canonicalJson(report)}\n`;
  },
};
