import type { Verification } from '../../model/verification.ts';
import type { DocumentReporter } from '../reporter.ts';

/** One output format of `fullfaith verify`. */
export type VerificationReporter = DocumentReporter<Verification>;
