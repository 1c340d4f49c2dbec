import type { Grade } from '../model/evidence.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Surroundings } from './surroundings.ts';

/** Everything that any command's options may hold, as commander parses them. */
export type Options = {
  readonly json?: true;
  readonly format?: readonly string[];
  readonly out?: string;
  readonly policy?: string;
  readonly registry?: string;
  readonly evidence?: string;
  readonly rpcUrl?: readonly string[];
  readonly block?: string;
  readonly requireGrade?: Grade;
  readonly trustedBlock?: string;
  readonly reconstructedFrom?: string;
  readonly update?: true;
  readonly allowBetter?: true;
  readonly strict?: true;
  readonly levelsOnly?: true;
  readonly maxAge?: string;
  readonly lock?: string;
  readonly root?: string;
  readonly chain?: readonly string[];
  readonly every?: string;
  readonly blocks?: string;
  readonly once?: true;
  readonly state?: string;
  readonly webhook?: string;
  readonly webhookFormat?: string;
  readonly id?: string;
  readonly name?: string;
  readonly chainId?: string;
  readonly revision?: string;
  readonly date?: string;
};

/** How an audit is asked for, whatever is done with it: by which policy, of which chains, on which evidence. */
export const auditOptions = [
  'policy',
  'registry',
  'evidence',
  'rpcUrl',
  'block',
  'requireGrade',
  'trustedBlock',
] as const satisfies readonly (keyof Options)[];

/** What a command is asked to do. */
export type Invocation = {
  readonly words: readonly string[];
  readonly options: Options;
  readonly surroundings: Surroundings;
};

/** One command. Its file stays cheap to load: what it needs is imported when it runs. */
export type CliCommand = {
  readonly name: string;
  /** In commander's notation: `<one>`, `[many...]`. */
  readonly arguments: readonly {
    readonly name: string;
    readonly meaning: string;
    readonly choices?: readonly string[];
  }[];
  readonly description: string;
  /** What `--format` takes, where that is not the formats of reports. */
  readonly formats?: readonly string[];
  readonly options: readonly (keyof Options)[];
  /** Does it, and answers with the exit code. Throws a `FullfaithError` when it cannot. */
  run(invocation: Invocation): Promise<ExitCode>;
};
