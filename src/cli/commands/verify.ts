import type { CliCommand } from '../command.ts';

/** A recording, an inclusion proof or a JSON report: is it genuine? */
export const verify: CliCommand = {
  name: 'verify',
  arguments: [{ name: '<file>', meaning: 'a recording, an inclusion proof or a JSON report' }],
  description:
    're-check a recording, an inclusion proof or a JSON report: what is shown, what is only said; 1: not genuine',
  formats: ['terminal', 'json'],
  options: ['json', 'format', 'root', 'lock', 'policy', 'registry', 'evidence'],

  async run(invocation) {
    const { runVerify } = await import('../run-verify.ts');
    return runVerify(invocation);
  },
};
