import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Address } from 'viem';
import { afterAll, describe, expect, it } from 'vitest';
import { auditChain } from '../../src/audit/index.ts';
import { runAdd } from '../../src/cli/run-add.ts';
import { openLiveReader } from '../../src/evidence/live.ts';
import type { EvidenceReader } from '../../src/evidence/reader.ts';
import type { Chain } from '../../src/model/chain.ts';
import { FullfaithError } from '../../src/model/error.ts';
import { loadChain } from '../../src/registry/load-registry.ts';
import { stacks } from '../../src/stacks/index.ts';
import { auditDay, recordedChains, shippedPolicy } from '../audit/recorded-audits.ts';
import { twinFiles } from './files.ts';
import { serveTwin } from './serve.ts';

const twin = process.env['FULLFAITH_TWIN'];
if (twin === undefined) throw new Error('FULLFAITH_TWIN must name the folder of the twin');
const policy = await shippedPolicy('full-faith');
const options = { stacks: Object.fromEntries(stacks.map((stack) => [stack.id, stack])) };
const silent = { isTTY: false, columns: undefined, write: () => undefined };

/** Nothing can be recognised as a bridge of no known kind: people have to say that it is one. */
const chains = (await recordedChains()).map(({ chain }) => chain).filter(({ stack }) => stack !== 'generic');

/** Contracts that know nothing of the one chain that uses them, or of which the twin lacks the code or the answer. */
const ends: readonly string[] = ['DataAvailabilityChallenge', 'RollupDAManager', 'KintoID', 'ERC20Vault'];

/** What came of an address, where no entry did. */
const refused: { chain: string; role: string; address: Address; why: string }[] = [];
afterAll(() => console.table(refused));

/** The entry that `add` writes with nothing but the address and a node; why not, where it writes none. */
async function added(chain: Chain, address: Address, node: { url: string; block: number }): Promise<Chain | string> {
  const registry = mkdtempSync(join(tmpdir(), 'fullfaith-add-'));
  try {
    await runAdd({
      words: [address],
      options: { registry, id: chain.id, rpcUrl: [node.url], block: String(node.block) },
      surroundings: {
        env: {},
        workingDirectory: process.cwd(),
        packageDirectory: process.cwd(),
        now: () => Number(auditDay) * 1000,
        stdout: silent,
        stderr: silent,
      },
    });
    return await loadChain(registry, chain.id, options);
  } catch (error) {
    if (error instanceof FullfaithError) return error.message;
    throw error;
  } finally {
    rmSync(registry, { recursive: true });
  }
}

/** How high a chain's verdict is: what is certain, and what is at best. */
async function ranks(chain: Chain, reader: EvidenceReader): Promise<{ worst: number; best: number }> {
  const report = await auditChain({ chain, policy, now: auditDay, readerOf: (id) => (id === 1 ? reader : undefined) });
  const rank = (level: string) => policy.levels.findIndex(({ id }) => id === level);
  return { worst: rank(report.credit.worst), best: rank(report.credit.best) };
}

describe('one address and a node give the entry', () => {
  it.each(chains.map((chain) => [chain.id, chain] as const))('of %s', async (_, chain) => {
    const files = twinFiles(twin, chain);
    if (files === null) throw new Error(`the twin has no state of ${chain.id}`);
    const served = await serveTwin(twin, files.host);
    const node = { url: served.url, block: files.block };
    try {
      const reader = await openLiveReader({ url: node.url, block: BigInt(node.block) });
      const entries = new Map<string, Chain>();
      const leading = new Set<string>();
      for (const [role, address] of Object.entries(chain.contracts)) {
        const entry = await added(chain, address, node);
        if (typeof entry === 'string') refused.push({ chain: chain.id, role, address, why: entry.slice(0, 160) });
        else {
          entries.set(JSON.stringify(entry.contracts), entry);
          leading.add(role);
        }
      }
      const roles = Object.keys(chain.contracts).filter((role) => !ends.includes(role));
      expect(roles.filter((role) => !leading.has(role))).toEqual([]);
      const shipped = await ranks({ ...chain, host: 'ethereum' }, reader);
      // A council that nobody names is none, and whom nobody vouches for is no outsider.
      const bare = await ranks({ ...chain, host: 'ethereum', claims: {}, councils: [] }, reader);
      for (const entry of entries.values()) {
        expect(entry.stack).toBe(chain.stack);
        if (entry.chainId !== null && chain.chainId !== null) expect(entry.chainId).toBe(chain.chainId);
        const verdict = await ranks(entry, reader);
        expect(verdict.worst).toBeLessThanOrEqual(shipped.worst);
        expect(verdict.best).toBeGreaterThanOrEqual(bare.best);
      }
    } finally {
      await served.stop();
    }
  });
});
