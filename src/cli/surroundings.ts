/** A stream that the program writes to. `columns` is there on a terminal only. */
export type Output = { readonly isTTY: boolean; readonly columns: number | undefined; write(text: string): void };

/** All that the program knows of the world beside its arguments and files. Made once, in `main.ts`. */
export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** An absolute path. */
  readonly workingDirectory: string;
  /** Where the package's own registry and rules lie. An absolute path. */
  readonly packageDirectory: string;
  /** Milliseconds since 1970. */
  now(): number;
  readonly stdout: Output;
  readonly stderr: Output;
};

/** Whether to colour what goes to a stream: on a terminal, unless NO_COLOR (no-color.org) says otherwise. */
export function wantsColour({ isTTY }: Output, { NO_COLOR, FORCE_COLOR, TERM }: Surroundings['env']): boolean {
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return isTTY && TERM !== 'dumb';
}

/** The day that an audit is asked for, in Unix seconds; SOURCE_DATE_EPOCH (reproducible-builds.org) fixes it. */
export function auditTime({ env, now }: Surroundings): bigint {
  const fixed = env['SOURCE_DATE_EPOCH'];
  return fixed !== undefined && /^\d{1,12}$/.test(fixed) ? BigInt(fixed) : BigInt(Math.floor(now() / 1000));
}
