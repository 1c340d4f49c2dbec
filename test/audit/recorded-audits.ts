import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { auditChain, type Memory } from '../../src/audit/index.ts';
import { parseRecording } from '../../src/evidence/parse-recording.ts';
import type { EvidenceReader, ReaderOf } from '../../src/evidence/reader.ts';
import { replay } from '../../src/evidence/recorded.ts';
import type { Chain } from '../../src/model/chain.ts';
import type { EvidenceId } from '../../src/model/evidence.ts';
import type { ChainReport } from '../../src/model/report.ts';
import type { Policy } from '../../src/model/rule.ts';
import { loadRegistry } from '../../src/registry/load-registry.ts';
import { loadPolicy } from '../../src/rules/load-policy.ts';
import { losing } from '../stacks/recorded.ts';

/** Relative to the working directory, as the program does it: reports name files of the registry. */
const root = relative(process.cwd(), join(import.meta.dirname, '../..'));

/** A day on which no shipped claim has expired, in Unix seconds: 2026-11-22. */
export const auditDay = 1_795_305_600n;

/** One chain of the registry that has a shipped recording, ready to be audited again and again. */
export type Recorded = {
  readonly chain: Chain;
  readonly readerOf: ReaderOf;
  /** The recording's length in characters. */
  readonly length: number;
  /** Audits it, with what `change` makes of the readers. What the solver has answered before it is not asked again. */
  audit(policy: Policy, change?: (reader: EvidenceReader) => EvidenceReader): Promise<ChainReport>;
};

/** Every chain with a shipped recording, by id. */
export async function recordedChains(): Promise<readonly Recorded[]> {
  const folder = join(root, 'registry/evidence');
  const ids = new Set(readdirSync(folder).map((file) => file.replace(/\.json$/, '')));
  const chains = await loadRegistry(join(root, 'registry'));
  return chains
    .filter(({ id }) => ids.has(id))
    .map((chain) => {
      const file = join(folder, `${chain.id}.json`);
      const text = readFileSync(file, 'utf8');
      const readerOf = replay(parseRecording(text, file));
      const memory: Memory = new Map();
      return {
        chain,
        readerOf,
        length: text.length,
        audit: (policy, change = (reader) => reader) =>
          auditChain({
            chain,
            policy,
            now: auditDay,
            memory,
            readerOf: (chainId) => changed(readerOf(chainId), change),
          }),
      };
    });
}

/** With it (npm run test:evidence) every recording and everything in it is tried, which takes minutes. */
const isThorough = process.env['EVERY_RECORDING'] !== undefined;
/** Otherwise so much of one recording. */
const mostTried = 150;

/** The chain of each stack that has least to read, or all of them. */
export async function chosenChains(): Promise<readonly Recorded[]> {
  const all = await recordedChains();
  if (isThorough) return all;
  const sorted = [...all].sort((a, b) => a.length - b.length);
  return sorted.filter(({ chain }, at) => sorted.findIndex((other) => other.chain.stack === chain.stack) === at);
}

/** What is tried of one chain: all, or a part that is spread evenly. */
export function chosen<T>(all: readonly T[]): readonly T[] {
  const step = isThorough ? 1 : Math.ceil(all.length / mostTried);
  return all.filter((_, at) => at % step === 0);
}

/** A policy of this project. */
export function shippedPolicy(id: string): Promise<Policy> {
  return loadPolicy(join(root, 'rules', id));
}

/** The reader without one read: it fails. */
export function without(id: EvidenceId): (reader: EvidenceReader) => EvidenceReader {
  return (reader) => losing(reader, id);
}

function changed(
  reader: EvidenceReader | undefined,
  change: (reader: EvidenceReader) => EvidenceReader,
): EvidenceReader | undefined {
  return reader && change(reader);
}
