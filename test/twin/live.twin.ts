import { describe, expect, it } from 'vitest';
import { auditChain } from '../../src/audit/index.ts';
import { openLiveReader } from '../../src/evidence/live.ts';
import { auditDay, recordedChains, shippedPolicy } from '../audit/recorded-audits.ts';
import { twinFiles } from './files.ts';
import { serveTwin } from './serve.ts';

const twin = process.env['FULLFAITH_TWIN'];
if (twin === undefined) throw new Error('FULLFAITH_TWIN must name the folder of the twin');
const chains = await recordedChains();
const policy = await shippedPolicy('full-faith');

describe('live against a node, the verdict is that of the shipped recording', () => {
  it.each(chains.map((one) => [one.chain.id, one] as const))('for %s', async (_, recorded) => {
    const { chain } = recorded;
    const files = twinFiles(twin, chain);
    if (files === null) throw new Error(`the twin has no state of ${chain.id}`);
    const host = await serveTwin(twin, files.host);
    const sides = await Promise.all(
      [...files.l2].map(async ([id, folder]) => [id, await serveTwin(twin, [folder])] as const),
    );
    try {
      const readers = new Map([
        [1, await openLiveReader({ url: host.url, block: BigInt(files.block) })],
        ...(await Promise.all(sides.map(async ([id, { url }]) => [id, await openLiveReader({ url })] as const))),
      ]);
      const live = await auditChain({ chain, policy, now: auditDay, readerOf: (id) => readers.get(id) });
      const replayed = await recorded.audit(policy);
      const { evidence: _live, ...fromNode } = live;
      const { evidence: _replayed, ...fromRecording } = replayed;
      expect(fromNode).toEqual(fromRecording);
    } finally {
      await Promise.all([host, ...sides.map(([, node]) => node)].map((node) => node.stop()));
    }
  });
});
