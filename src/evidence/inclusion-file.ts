import type { Hex } from 'viem';
import { z } from 'zod';
import { FullfaithError } from '../model/error.ts';
import { leafKinds, type Inclusion } from './commitment.ts';
import { quoted } from './rpc-value.ts';

/** Stands at the head of every inclusion proof; another number is another format. */
export const inclusionFormat = 'fullfaith-inclusion/1';

/** The longest proof that is read, in characters. */
const maxLength = 4 * 1024 * 1024;

const word = z.string().regex(/^0x[0-9a-f]{64}$/, 'expected 32 bytes in lower case');

/** The shape of an inclusion proof as a file. */
const inclusionSchema = z.strictObject({
  format: z.literal(inclusionFormat),
  root: word.describe('The Merkle root that everything the audit read and concluded is committed to by.'),
  leaf: z
    .strictObject({
      kind: z.enum(leafKinds),
      chainId: z.int().nonnegative().describe('Of the chain that was read: 1 for Ethereum.'),
      blockHash: word,
      name: z.string().max(500),
      content: z.string().describe('Canonical JSON, as text, because its bytes are what is hashed.'),
    })
    .describe(
      'What is proved. Hashed as keccak256(keccak256(abi.encode(kind, chainId, blockHash, name, keccak256(content)))).',
    ),
  proof: z.array(word).max(64).describe('The siblings from the leaf to the root, for OpenZeppelin’s MerkleProof.'),
});

/** The published JSON Schema. */
export function inclusionJsonSchema(): object {
  return z.toJSONSchema(inclusionSchema);
}

/** The one text of an inclusion proof. */
export function serialiseInclusion({ root, leaf, proof }: Inclusion): string {
  const { kind, chainId, blockHash, name, content } = leaf;
  const file = { format: inclusionFormat, root, leaf: { kind, chainId, blockHash, name, content }, proof };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads an inclusion proof; `file` names it in messages. Takes only what `serialiseInclusion` writes, byte for byte (line
 * ends aside), so that no key stands there twice and every reader sees the same. Proves nothing yet: see `verifyInclusion`.
 * Throws a FullfaithError of kind `evidence`.
 */
export function parseInclusion(text: string, file: string): Inclusion {
  if (text.length > maxLength) throw bad(file, `is longer than ${maxLength / 1024 / 1024} MiB`);
  const parsed = inclusionSchema.safeParse(parseJson(text, file));
  if (!parsed.success) throw bad(file, `is malformed at ${issueText(parsed.error)}`);
  const { root, leaf, proof } = parsed.data;
  const inclusion: Inclusion = {
    root: root as Hex,
    leaf: { ...leaf, blockHash: leaf.blockHash as Hex },
    proof: proof as Hex[],
  };
  if (text.replaceAll('\r\n', '\n') !== serialiseInclusion(inclusion)) {
    throw bad(file, 'is not in the one form that inclusion proofs have (order, spacing, each key once)');
  }
  return inclusion;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw bad(file, `is not JSON: ${quoted(error instanceof Error ? error.message : String(error))}`);
  }
}

function issueText(error: z.ZodError): string {
  const [issue] = error.issues;
  return quoted(issue === undefined ? 'invalid' : `${issue.path.map(String).join('.')}: ${issue.message}`, 300);
}

function bad(file: string, what: string): FullfaithError {
  return new FullfaithError(
    'evidence',
    `${file}: the inclusion proof ${what}.`,
    'Make it again with `fullfaith prove`.',
  );
}
