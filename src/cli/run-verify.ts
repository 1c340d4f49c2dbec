import type { Verification, VerifiedKind } from '../model/verification.ts';
import { verificationReporters } from '../report/verification/index.ts';
import type { Invocation } from './command.ts';
import { exitCodeOfVerification } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { present, presentationOf } from './present.ts';
import { readVerifiable, type VerifiableFile } from './verifiable-file.ts';
import { inclusionVerification } from './verify-inclusion-file.ts';
import { recordingVerification } from './verify-recording-file.ts';
import { reportVerification } from './verify-report-file.ts';

const verifiers: Readonly<
  Record<VerifiedKind, (one: VerifiableFile, invocation: Invocation) => Promise<Verification>>
> = {
  recording: recordingVerification,
  inclusion: inclusionVerification,
  report: reportVerification,
};

/** `verify`: re-checks a file, whoever made it. */
export async function runVerify(invocation: Invocation): Promise<ExitCode> {
  const { words, options, surroundings } = invocation;
  const presentation = presentationOf(options, verificationReporters, 'verification');
  const [file = ''] = words;
  const verifiable = await readVerifiable(file);
  const verification = await verifiers[verifiable.kind](verifiable, invocation);
  await present(verification, presentation, surroundings);
  return exitCodeOfVerification(verification.outcome);
}
