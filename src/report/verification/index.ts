import { verificationJson } from './json.ts';
import { verificationTerminal } from './terminal.ts';
import type { VerificationReporter } from './verification-reporter.ts';

/** Every format that `fullfaith verify` has. */
export const verificationReporters: readonly VerificationReporter[] = [verificationTerminal, verificationJson];
