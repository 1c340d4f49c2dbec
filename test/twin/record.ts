import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { loadRegistry } from '../../src/registry/load-registry.ts';
import { stacks } from '../../src/stacks/index.ts';
import { twinFiles } from './files.ts';
import { serveTwin } from './serve.ts';

// Records the shipped evidence anew: tsx test/twin/record.ts <folder of the twin> [chain…]
const root = join(import.meta.dirname, '../..');
const [twin, ...wanted] = process.argv.slice(2);
if (twin === undefined) throw new Error('usage: tsx test/twin/record.ts <folder of the twin> [chain…]');

const known = new Set(stacks.map(({ id }) => id));
for (const chain of await loadRegistry(join(root, 'registry'))) {
  if (wanted.length > 0 && !wanted.includes(chain.id)) continue;
  const files = twinFiles(twin, chain);
  if (files === null || !known.has(chain.stack)) continue;
  const nodes = [await serveTwin(twin, files.host)];
  const urls = [nodes[0]?.url ?? ''];
  for (const [chainId, folder] of files.l2) {
    const node = await serveTwin(twin, [folder]);
    nodes.push(node);
    urls.push(`${chainId}=${node.url}`);
  }
  const day = new Date(files.timestamp * 1000).toISOString().slice(0, 10);
  const source = `L2BEAT's discovery of ${day} (MIT licence)`;
  const options = ['--block', String(files.block), '--reconstructed-from', source];
  const args = ['dist/cli.js', 'record', chain.id, ...options, ...urls.flatMap((url) => ['--rpc-url', url])];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  await Promise.all(nodes.map((node) => node.stop()));
  if (status !== 0) throw new Error(`recording ${chain.id} ended with ${status}`);
}
