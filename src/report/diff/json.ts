import { canonicalJson } from '../json.ts';
import type { DiffReporter } from './diff-reporter.ts';

/** The document itself, with sorted keys. */
export const diffJson: DiffReporter = {
  format: 'json',
  fileExtension: 'json',
  description: 'everything as JSON; schema/diff.schema.json describes it',

  render(report) {
    return `${canonicalJson(report)}\n`;
  },
};
