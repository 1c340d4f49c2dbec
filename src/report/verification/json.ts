import { canonicalJson } from '../json.ts';
import type { VerificationReporter } from './verification-reporter.ts';

/** The document itself, with sorted keys. */
export const verificationJson: VerificationReporter = {
  format: 'json',
  fileExtension: 'json',
  description: 'everything as JSON; schema/verification.schema.json describes it',

  render(verification) {
    return `${canonicalJson(verification)}\n`;
  },
};
