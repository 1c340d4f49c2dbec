import { createResolver } from '../../src/authority/create-resolver.ts';
import { openLiveReader } from '../../src/evidence/live.ts';
import { type EvidenceReader, evidenceId } from '../../src/evidence/reader.ts';
import type { Chain } from '../../src/model/chain.ts';
import type { EvidenceId, ReadRequest } from '../../src/model/evidence.ts';
import { type Observation, unknown } from '../../src/model/observation.ts';
import type { Stack } from '../../src/stacks/stack.ts';
import type { Anvil } from '../devnet/anvil.ts';
import { type Assessed, assessed } from './assessed.ts';
import { type Losses, lossesOf } from './facts-without.ts';

/** What becomes of facts and powers of a chain on a node when each of its reads fails in turn. */
export async function lossesOn(node: Anvil, stack: Stack, chain: Chain): Promise<Losses & { readonly reads: number }> {
  const answered = new Map<EvidenceId, Promise<Observation<unknown>>>();
  const live = await openLiveReader({ url: node.url, block: 'latest' });
  const assess = async (lost?: EvidenceId): Promise<Assessed> => {
    const reader = remembering(live, answered, lost);
    const resolver = createResolver(reader, () => undefined);
    const assessment = await stack.assess({ chain, reader, readerOf: () => undefined, resolver });
    return assessed(assessment, await resolver.settle());
  };
  await assess();
  const reads = [...answered.keys()];
  return { ...(await lossesOf(assess, reads)), reads: reads.length };
}

/** Asks the node for each thing once, and never for what is lost. */
function remembering(
  live: EvidenceReader,
  answered: Map<EvidenceId, Promise<Observation<unknown>>>,
  lost: EvidenceId | undefined,
): EvidenceReader {
  const read = (request: ReadRequest) => {
    const id = evidenceId(live.chainId, request);
    if (id === lost) return Promise.resolve(unknown('lost by the test', [id]));
    const answer = answered.get(id) ?? live.read(request as never);
    answered.set(id, answer);
    return answer;
  };
  return { ...live, read: read as EvidenceReader['read'] };
}
