import type { FailureKind } from '../model/error.ts';
import type { GateOutcome } from '../model/gate.ts';
import type { VerificationOutcome } from '../model/verification.ts';

/** What the process ends with; the same for every command and format. */
export const exitCodes = {
  /** All is as expected. */
  expected: 0,
  /** The gate failed. */
  gateFailed: 1,
  /** Wrong usage or bad input; also a bug of the program. */
  badInput: 2,
  /** Evidence could not be gathered. */
  noEvidence: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The code for an error that is meant for people. */
export function exitCodeOf(kind: FailureKind): ExitCode {
  return kind === 'input' ? exitCodes.badInput : exitCodes.noEvidence;
}

/** The code for what the gate found, whatever the format that tells it. */
export function exitCodeOfGate(outcome: GateOutcome): ExitCode {
  switch (outcome) {
    case 'passed':
      return exitCodes.expected;
    case 'failed':
      return exitCodes.gateFailed;
    case 'unread':
      return exitCodes.noEvidence;
  }
}

/** The code for what a verification found: 1 where the file is not genuine, 3 where what it takes to know is not here. */
export function exitCodeOfVerification(outcome: VerificationOutcome): ExitCode {
  switch (outcome) {
    case 'genuine':
      return exitCodes.expected;
    case 'not-genuine':
      return exitCodes.gateFailed;
    case 'open':
      return exitCodes.noEvidence;
  }
}
