import type { DiffReporter } from './diff-reporter.ts';
import { diffJson } from './json.ts';
import { diffMarkdown } from './markdown.ts';
import { diffTerminal } from './terminal.ts';

/** Every format that `fullfaith diff` has. */
export const diffReporters: readonly DiffReporter[] = [diffTerminal, diffMarkdown, diffJson];
