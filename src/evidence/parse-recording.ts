import type { Hex } from 'viem';
import type * as z from 'zod';
import { FullfaithError } from '../model/error.ts';
import type { CodeSummary, EvidenceId } from '../model/evidence.ts';
import { known, unknown, type Observation } from '../model/observation.ts';
import type { AnyResult } from './memo.ts';
import { failureSchema, idShapes, recordingSchema, resultSchemas } from './recording-schema.ts';
import { kindOf, serialiseRecording, type ChainRecording, type Recording } from './recording.ts';
import { quoted } from './rpc-value.ts';

/** The longest recording that is read, in characters. */
const maxLength = 64 * 1024 * 1024;

type RawChain = z.output<typeof recordingSchema>['chains'][string];

type Codes = ReadonlyMap<string, CodeSummary>;

/**
 * Reads a recording's text; `file` names it in messages. Takes only what `serialiseRecording` writes, byte for byte (line
 * ends aside), so that one content has one text. Throws a FullfaithError of kind `evidence`.
 */
export function parseRecording(text: string, file: string): Recording {
  if (text.length > maxLength) throw bad(file, `is longer than ${maxLength / 1024 / 1024} MiB`);
  const parsed = recordingSchema.safeParse(parseJson(text, file));
  if (!parsed.success) throw bad(file, `is malformed at ${issueText(parsed.error)}`);
  const { chain, grade, source, chains } = parsed.data;
  const context = { text, file };
  const recording: Recording = {
    chain,
    grade,
    source,
    chains: new Map(Object.entries(chains).map(([id, raw]) => [Number(id), readsOf(id, raw, context)])),
  };
  requireCanonical(recording, context);
  return recording;
}

type Context = { readonly text: string; readonly file: string };

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw bad(file, `is not JSON: ${quoted(error instanceof Error ? error.message : String(error))}`);
  }
}

function readsOf(chainId: string, raw: RawChain, context: Context): ChainRecording {
  const reads = new Map<EvidenceId, Observation<AnyResult>>();
  const codes: Codes = new Map(Object.entries(raw.codes).map(([hash, code]) => [hash, { hash: hash as Hex, ...code }]));
  for (const [id, value] of Object.entries(raw.reads)) {
    const read = readOf(chainId, id, { value, codes });
    if (typeof read === 'string')
      throw bad(context.file, `holds ${quoted(id, 120)}, which ${read}`, lineOf(id, context.text));
    reads.set(id, read);
  }
  const { block, lone = [], proofs } = raw;
  const stray = lone.find((id) => reads.get(id)?.status !== 'known');
  if (stray !== undefined) throw bad(context.file, `grades ${quoted(stray, 120)}, which it has no answer for`);
  return { block, reads, ...(lone.length > 0 && { lone: new Set(lone) }), ...(proofs !== undefined && { proofs }) };
}

function readOf(
  chainId: string,
  id: string,
  { value, codes }: { readonly value: unknown; readonly codes: Codes },
): Observation<AnyResult> | string {
  const kind = kindOf(id) as keyof typeof resultSchemas;
  if (!Object.hasOwn(resultSchemas, kind)) return 'is not the id of a read';
  const prefix = `${chainId}/${kind}/`;
  if (!id.startsWith(prefix) || !idShapes[kind].test(id.slice(prefix.length)))
    return 'is not the id of a read on this chain';
  const failed = typeof value === 'object' && failureSchema.safeParse(value);
  if (failed && failed.success) return unknown(failed.data.unknown, [id]);
  const result = resultSchemas[kind].safeParse(value);
  if (!result.success) return `is not what a read of kind ${kind} comes to: ${issueText(result.error)}`;
  return kind === 'code' ? codeOf(id, result.data as Hex, codes) : known(result.data as AnyResult, [id]);
}

function codeOf(id: string, hash: Hex, codes: Codes): Observation<CodeSummary> | string {
  const code = codes.get(hash);
  return code === undefined ? `names the code ${hash}, which is not in the table of codes` : known(code, [id]);
}

/** Catches what JSON lets pass: a key twice, one named `__proto__`, an unused code, another order or spacing. */
function requireCanonical(recording: Recording, { text, file }: Context): void {
  const given = text.replaceAll('\r\n', '\n');
  const canonical = serialiseRecording(recording);
  if (given === canonical) return;
  const [a, b] = [given.split('\n'), canonical.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  throw bad(file, 'is not in the one form that recordings have (sorted, each key once)', at < 0 ? a.length : at + 1);
}

function lineOf(id: string, text: string): number {
  return text.slice(0, text.indexOf(JSON.stringify(id))).split('\n').length;
}

function issueText(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'invalid';
  const path = issue.path.map(String).join('.');
  return quoted(path === '' ? issue.message : `${path}: ${issue.message}`, 300);
}

function bad(file: string, what: string, line?: number): FullfaithError {
  const place = line === undefined ? file : `${file}:${line}`;
  const help = 'Restore the file, or make the recording again with `fullfaith record`.';
  return new FullfaithError('evidence', `${place}: the recording ${what}.`, help);
}
