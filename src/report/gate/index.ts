import type { GateReporter } from './gate-reporter.ts';
import { gateGithub } from './github.ts';
import { gateJson } from './json.ts';
import { gateJunit } from './junit.ts';
import { gateMarkdown } from './markdown.ts';
import { gateSarif } from './sarif.ts';
import { gateTerminal } from './terminal.ts';

/** Every format that `fullfaith check` has. */
export const gateReporters: readonly GateReporter[] = [
  gateTerminal,
  gateMarkdown,
  gateJson,
  gateSarif,
  gateJunit,
  gateGithub,
];
