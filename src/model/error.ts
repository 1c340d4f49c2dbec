/** Why the program stops: `input` is the user's to mend (exit 2), `evidence` is a node's or a recording's failure (exit 3). */
export type FailureKind = 'input' | 'evidence';

/** Longer messages, in characters, tell nobody more: they quote hostile input, or repeat one fault. */
const longestMessage = 20_000;

/** An error for people: one sentence that names what is wrong and where, and one that says what to do. */
export class FullfaithError extends Error {
  override readonly name = 'FullfaithError';
  readonly kind: FailureKind;
  readonly help: string | undefined;

  constructor(kind: FailureKind, message: string, help?: string) {
    super(message.length > longestMessage ? `${message.slice(0, longestMessage)}… (cut)` : message);
    this.kind = kind;
    this.help = help;
  }
}
