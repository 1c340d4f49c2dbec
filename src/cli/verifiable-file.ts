import { readFile, stat } from 'node:fs/promises';
import { inclusionFormat } from '../evidence/inclusion-file.ts';
import { recordingFormat } from '../evidence/recording.ts';
import { FullfaithError } from '../model/error.ts';
import { outcomeOf, type Verification, verificationSchemaVersion, type VerifiedKind } from '../model/verification.ts';

/** Longer files, in bytes, are none of ours. */
const mostBytes = 256 * 1024 * 1024;

/** A file that says of itself that it is one of ours. */
export type VerifiableFile = { readonly file: string; readonly kind: VerifiedKind; readonly text: string };

/** Reads a file and looks what it claims to be. Throws a `FullfaithError` of kind `input` where that is nothing of ours. */
export async function readVerifiable(file: string): Promise<VerifiableFile> {
  const text = await read(file).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof FullfaithError) throw error;
    throw new FullfaithError('input', `${file} cannot be read (${error.code ?? error.message}).`);
  });
  const kind = kindOf(parse(text));
  if (kind !== null) return { file, kind, text };
  const help =
    'It has to be a recording, an inclusion proof (`fullfaith prove`) or a JSON report (`fullfaith audit --json`).';
  throw new FullfaithError('input', `${file} is nothing that can be verified.`, help);
}

async function read(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > mostBytes) throw new FullfaithError('input', `${file} is longer than ${mostBytes / 1024 / 1024} MiB.`);
  return readFile(file, 'utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function kindOf(document: unknown): VerifiedKind | null {
  if (typeof document !== 'object' || document === null) return null;
  const { format, policy, chains } = document as Readonly<Record<string, unknown>>;
  if (format === recordingFormat) return 'recording';
  if (format === inclusionFormat) return 'inclusion';
  return policy !== undefined && Array.isArray(chains) ? 'report' : null;
}

/** What there is to say of a file that is not what it claims to be. Errors that are not about the file are thrown on. */
export function malformed({ file, kind }: VerifiableFile, error: unknown): Verification {
  if (!(error instanceof FullfaithError)) throw error;
  const checks = [{ name: 'form', outcome: 'fails', what: error.message }] as const;
  return { schemaVersion: verificationSchemaVersion, file, kind, outcome: outcomeOf(checks), checks, evidence: [] };
}
