import { FullfaithError } from '../model/error.ts';
import { all, map, unknown, type Observation } from '../model/observation.ts';
import { agree, type AgreedReader, type Witness } from './agreement.ts';
import { canonicalText } from './canonical.ts';
import { defaultLiveLimits, openLiveReader, type LiveOptions, type LiveReader } from './live.ts';
import { targetOf } from './rpc-target.ts';
import { openSecondClient } from './second-client.ts';

/** Which nodes to ask, and whether to ask the last of them again through the second client. */
export type AgreedOptions = Omit<LiveOptions, 'url'> & {
  readonly urls: readonly [string, ...string[]];
  readonly secondClient?: boolean;
};

/** A node that takes no part, and why. */
type Dropped = { readonly provider: string; readonly reason: string };

/** An agreed reader with what its nodes can do besides reading. */
export type OpenAgreedReader = AgreedReader & Pick<LiveReader, 'verifyPin' | 'fetchHeader' | 'proveReads'>;

/** A node whose last final block is older than this, compared with the others', is left out, in seconds. */
const longestLag = 1800n;

/**
 * Pins one block at all nodes. One that fails, lags, or has another block there than most is dropped. Throws a
 * FullfaithError when no node is left, or when they are of different chains and nobody said which is meant.
 */
export async function openAgreedReader(options: AgreedOptions): Promise<OpenAgreedReader> {
  const dropped: Dropped[] = [];
  const opened = await openAll(options, dropped);
  requireOneChain(opened);
  const [first, ...others] = await align(opened, options, dropped);
  const witnesses: [Witness, ...Witness[]] = [witnessOf(first), ...others.map(witnessOf)];
  if (options.secondClient === true) witnesses.push(...(await secondWitness([first, ...others], options, dropped)));
  const agreed = agree(witnesses);
  const { chainId } = first;
  return {
    ...agreed,
    doubts: () => [...dropped.map((one) => ({ kind: 'dropped', chainId, ...one }) as const), ...agreed.doubts()],
    verifyPin: async () => map(all(await Promise.all([first, ...others].map((one) => one.verifyPin()))), () => true),
    fetchHeader: () => firstKnown([first, ...others].map((one) => () => one.fetchHeader())),
    proveReads: (reads) => firstKnown([first, ...others].map((one) => () => one.proveReads(reads))),
  };
}

type Live = LiveReader & { readonly url: string };
type Lives = readonly [Live, ...Live[]];

async function openAll(options: AgreedOptions, dropped: Dropped[]): Promise<Lives> {
  const failures: FullfaithError[] = [];
  const opened = await Promise.all(
    options.urls.map(async (url) => {
      const { host } = targetOf(url, { fetch: options.fetch, limits: defaultLiveLimits });
      return openLive(url, options).catch((error: unknown) => {
        if (!(error instanceof FullfaithError)) throw error;
        failures.push(error);
        dropped.push({ provider: host, reason: error.message });
        return undefined;
      });
    }),
  );
  const [first, ...others] = opened.filter((one) => one !== undefined);
  if (first === undefined) throw failures[0] ?? new FullfaithError('evidence', 'No node was given.');
  return [first, ...others];
}

async function openLive(url: string, { urls: _, ...options }: AgreedOptions): Promise<Live> {
  return { ...(await openLiveReader({ ...options, url })), url };
}

function requireOneChain(readers: Lives): void {
  if (readers.every(({ chainId }) => chainId === readers[0].chainId)) return;
  const said = readers.map(({ host, chainId }) => `${host} is of chain ${chainId}`).join(', ');
  throw new FullfaithError('evidence', `The nodes are of different chains: ${said}.`, 'Give nodes of one chain.');
}

/** The oldest of their blocks, leaving out who is far behind, and who has another block there than most. */
async function align(readers: Lives, options: AgreedOptions, dropped: Dropped[]): Promise<Lives> {
  const reference = median(readers.map(({ block }) => block.timestamp));
  const timely = keep(readers, dropped, ({ block }) => {
    const lag = reference - block.timestamp;
    return lag > longestLag ? `its block ${block.number} is ${lag} seconds older than the others'` : undefined;
  });
  const oldest = timely.reduce((min, { block }) => (block.number < min ? block.number : min), timely[0].block.number);
  const urls = timely.map(({ url }) => url) as [string, ...string[]];
  const isAligned = timely.every(({ block }) => block.number === oldest);
  const aligned = isAligned ? timely : await openAll({ ...options, urls, block: oldest }, dropped);
  const common = mostCommon(aligned.map(({ block }) => canonicalText(block)));
  return keep(aligned, dropped, ({ block }) =>
    canonicalText(block) === common ? undefined : `it has another block ${block.number}, with the hash ${block.hash}`,
  );
}

/** The later of two: a single node that claims to be far ahead must not make the others look late. */
function median(timestamps: readonly bigint[]): bigint {
  const sorted = timestamps.toSorted((a, b) => (a < b ? -1 : 1));
  return sorted[Math.floor(sorted.length / 2)] ?? 0n;
}

function keep(readers: Lives, dropped: Dropped[], fault: (reader: Live) => string | undefined): Lives {
  const kept = readers.filter((reader) => {
    const reason = fault(reader);
    if (reason !== undefined) dropped.push({ provider: reader.host, reason });
    return reason === undefined;
  });
  return kept as unknown as Lives;
}

/** The first of them where there are several. */
function mostCommon(texts: readonly string[]): string | undefined {
  const count = (text: string): number => texts.filter((one) => one === text).length;
  return texts.toSorted((a, b) => count(b) - count(a))[0];
}

function witnessOf(reader: Live): Witness {
  return { provider: reader.host, reader };
}

async function secondWitness(readers: Lives, options: AgreedOptions, dropped: Dropped[]): Promise<readonly Witness[]> {
  const { url, host, chainId, block } = readers.at(-1) ?? readers[0];
  const limits = { ...defaultLiveLimits, ...options.limits };
  const { target } = targetOf(url, { fetch: options.fetch, limits });
  try {
    return [{ provider: host, reader: await openSecondClient({ ...target, chainId, block, source: host }) }];
  } catch (error) {
    if (!(error instanceof FullfaithError)) throw error;
    dropped.push({ provider: `${host}, second client`, reason: error.message });
    return [];
  }
}

/** Asks one after the other until one knows. */
async function firstKnown<T>(questions: readonly (() => Promise<Observation<T>>)[]): Promise<Observation<T>> {
  let last: Observation<T> = unknown('no node was asked');
  for (const ask of questions) {
    last = await ask();
    if (last.status === 'known') return last;
  }
  return last;
}
