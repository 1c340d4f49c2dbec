import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { auditChain } from '../../src/audit/index.ts';
import { parseRecording } from '../../src/evidence/parse-recording.ts';
import { replay } from '../../src/evidence/recorded.ts';
import type { Chain } from '../../src/model/chain.ts';
import type { ChainReport } from '../../src/model/report.ts';
import type { Policy } from '../../src/model/rule.ts';
import { registryIds, loadChain } from '../../src/registry/load-registry.ts';
import { loadPolicy } from '../../src/rules/load-policy.ts';
import { type Audited, better, compare } from './compare.ts';
import { print } from './print.ts';
import { unexplained } from './unexplained.ts';
import { readTruth, type Reviewed } from './truth.ts';

// Compares the shipped recordings with what reviewers concluded: npm run yardstick -- <file of theirs> [--json] [--chain id]
const root = join(import.meta.dirname, '../..');
/** The day of the reviewers' conclusions, 2025-05-20, in Unix seconds. */
const day = 1_747_699_200n;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, chain: { type: 'string', multiple: true } },
});
const file = positionals[0] ?? process.env['FULLFAITH_TRUTH'];
if (file === undefined) throw new Error('usage: yardstick <file of the reviewers’ conclusions> [--json] [--chain id]');

const policy = await loadPolicy(join(root, 'rules/l2beat-2025'));
const wanted = readTruth(file).filter(({ id }) => values.chain === undefined || values.chain.includes(id));
const ids = await registryIds(join(root, 'registry'));
const audited: Audited[] = [];
for (const reviewed of wanted) audited.push(await auditedAs(reviewed));

const columns = compare(audited);
const above = better(audited);
const text = values.json ? `${JSON.stringify({ columns, better: above }, null, 2)}\n` : print(columns, above);
process.stdout.write(text);

const documentation = join(root, 'docs/disagreements.md');
const silent = unexplained(columns, existsSync(documentation) ? readFileSync(documentation, 'utf8') : '');
if (silent.length > 0) {
  process.stderr.write(`Disagreements without a reason in docs/disagreements.md:\n  ${silent.join('\n  ')}\n`);
  process.exitCode = 1;
}

async function auditedAs(reviewed: Reviewed): Promise<Audited> {
  const { id } = reviewed;
  if (!ids.includes(id)) return { reviewed, report: null, failure: 'no registry entry' };
  try {
    const chain = await loadChain(join(root, 'registry'), id);
    const report = await audit(chain, policy);
    return report === null ? { reviewed, report, failure: 'no recording' } : { reviewed, report };
  } catch (error) {
    return { reviewed, report: null, failure: error instanceof Error ? error.message : String(error) };
  }
}

async function audit(chain: Chain, by: Policy): Promise<ChainReport | null> {
  const recording = join(root, 'registry/evidence', `${chain.id}.json`);
  if (!existsSync(recording)) return null;
  const readerOf = replay(parseRecording(readFileSync(recording, 'utf8'), recording));
  return auditChain({ chain, readerOf, policy: by, now: day });
}
