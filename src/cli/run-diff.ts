import { readFile } from 'node:fs/promises';
import { auditChain } from '../audit/index.ts';
import { type Audit, type Comparand, diffReport } from '../check/index.ts';
import { parseRecording } from '../evidence/parse-recording.ts';
import type { ReaderOf } from '../evidence/reader.ts';
import { replay } from '../evidence/recorded.ts';
import type { Recording } from '../evidence/recording.ts';
import type { Chain } from '../model/chain.ts';
import type { DiffReport } from '../model/diff.ts';
import { FullfaithError } from '../model/error.ts';
import { recordedIds } from '../registry/recordings.ts';
import { registryIds } from '../registry/load-registry.ts';
import { diffReporters } from '../report/diff/index.ts';
import { loadPolicy } from '../rules/load-policy.ts';
import { loadChains } from './chains.ts';
import type { Invocation, Options } from './command.ts';
import { type Side, sidesOf } from './diff-side.ts';
import { openRecording } from './evidence-source.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { nodesOf } from './nodes.ts';
import { blocksOf, confirmPins, openNodes } from './open-nodes.ts';
import { present, presentationOf } from './present.ts';
import { startProgress } from './progress.ts';
import { auditTime } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** `diff`: audits both sides and tells what differs. */
export async function runDiff({ words, options, surroundings }: Invocation): Promise<ExitCode> {
  const presentation = presentationOf<DiffReport>(options, diffReporters, 'diff');
  const sides = sidesOf(words, options, surroundings);
  const progress = startProgress(surroundings);
  try {
    const [from, to] = [
      await openSide(sides[0], options, surroundings),
      await openSide(sides[1], options, surroundings),
    ];
    const ids = idsFor(options, [from, to]);
    const audits = async (side: OpenSide): Promise<Comparand> => {
      const found: Audit[] = [];
      for (const id of ids.filter((one) => side.ids.includes(one))) {
        progress.step(`auditing ${id} of ${side.label}`);
        found.push(await side.audit(id));
      }
      await side.confirm();
      return { label: side.label, audits: found };
    };
    const report = diffReport(await audits(from), await audits(to));
    progress.done();
    await present(report, presentation, surroundings);
  } finally {
    progress.done();
  }
  return exitCodes.expected;
}

/** A side that can be audited. */
type OpenSide = {
  readonly label: string;
  /** The chains that there are on this side. */
  readonly ids: readonly string[];
  audit(id: string): Promise<Audit>;
  confirm(): Promise<void>;
};

async function openSide(side: Side, options: Options, surroundings: Surroundings): Promise<OpenSide> {
  const { places, label } = side;
  const policy = await loadPolicy(places.policy);
  const evidence = await evidenceOf(side, options, surroundings);
  const known = await registryIds(places.registry);
  return {
    label,
    ids: evidence.ids === null ? known : evidence.ids,
    confirm: evidence.confirm,
    async audit(id) {
      const [chain] = await loadChains(places.registry, [id]);
      if (chain === undefined) throw new Error(`no chain ${id}`);
      const readerOf = await evidence.readerOf(chain);
      return { report: await auditChain({ chain, readerOf, policy, now: auditTime(surroundings) }), policy };
    },
  };
}

type SideEvidence = {
  /** The chains that there is evidence of; null for any. */
  readonly ids: readonly string[] | null;
  readerOf(chain: Chain): Promise<ReaderOf>;
  confirm(): Promise<void>;
};

async function evidenceOf(side: Side, options: Options, surroundings: Surroundings): Promise<SideEvidence> {
  const confirm = () => Promise.resolve();
  if (side.kind === 'recording') {
    const recording = await readRecordingFile(side.file);
    return { ids: [recording.chain], readerOf: () => Promise.resolve(replay(recording)), confirm };
  }
  if (side.kind === 'block') return atBlock(side.block, options, surroundings);
  const { places, label } = side;
  const known = await registryIds(places.registry);
  const recorded = await recordedIds(places.evidence);
  const isAsked = (id: string) => options.chain?.includes(id) ?? true;
  const missing = known.filter((id) => !recorded.includes(id) && isAsked(id));
  if (missing.length > 0)
    surroundings.stderr.write(`Not compared, for want of evidence in ${label}: ${missing.join(', ')}.\n`);
  return {
    ids: known.filter((id) => recorded.includes(id)),
    readerOf: async (chain) => replay(await openRecording(chain, places)),
    confirm,
  };
}

async function atBlock(block: string, options: Options, { env }: Surroundings): Promise<SideEvidence> {
  const nodes = nodesOf(options, env);
  if (nodes.size === 0) {
    throw new FullfaithError('input', `Block ${block} has to be read from a node.`, 'Add --rpc-url <url>.');
  }
  const readers = await openNodes(nodes, blocksOf({ block }));
  const readerOf: ReaderOf = (chainId) => readers.find((reader) => reader.chainId === chainId);
  return { ids: null, readerOf: () => Promise.resolve(readerOf), confirm: () => confirmPins(readers) };
}

async function readRecordingFile(file: string): Promise<Recording> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new FullfaithError('input', `${file} cannot be read (${error.code ?? error.message}).`);
  });
  return parseRecording(text, file);
}

/** The chains that are asked for; without a word all that both sides know of, and where one side is a single recording, its. */
function idsFor({ chain: asked }: Options, sides: readonly OpenSide[]): readonly string[] {
  const all = [...new Set(sides.flatMap(({ ids }) => ids))].sort();
  const single = sides.map(({ ids }) => ids).filter(({ length }) => length === 1);
  if (single.length === 2 && all.length === 2) {
    throw new FullfaithError(
      'input',
      `The two are of different chains: ${all.join(' and ')}.`,
      'Name two of one chain.',
    );
  }
  const fewest = single[0];
  if (asked === undefined) return fewest ?? all;
  const missing = asked.find((id) => !all.includes(id));
  if (missing === undefined) return [...new Set(asked)];
  const message = `There is no evidence of a chain ${JSON.stringify(missing)} on either side.`;
  throw new FullfaithError('input', message, `There are ${all.join(', ')}.`);
}
