import { Option } from 'commander';
import { reporterFor, reporters } from '../report/index.ts';
import { FullfaithError } from '../model/error.ts';
import type { Grade } from '../model/evidence.ts';
import type { Options } from './command.ts';

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

const formats = reporters.map(({ format }) => format).join(', ');

/** The grades that evidence from nodes can have. */
const requirable: readonly Grade[] = ['proved', 'agreed', 'read'];

const definitions: Readonly<Record<keyof Options, () => Option>> = {
  json: () => new Option('--json', 'the same as --format json'),
  format: () =>
    new Option('--format <name>', `${formats}, or a file extension; repeatable with --out`).argParser(several),
  out: () =>
    new Option('--out <dir>', 'write to this folder; reports as Markdown and JSON unless --format says otherwise'),
  policy: () =>
    new Option('--policy <name>', 'a policy of the rules folder, or a folder that holds one (default: full-faith)'),
  registry: () => new Option('--registry <dir>', 'the registry (default: ./registry, else the one of the package)'),
  evidence: () => new Option('--evidence <dir>', 'the folder of the recordings (default: evidence/ in the registry)'),
  rpcUrl: () =>
    new Option(
      '--rpc-url <url>',
      'read from a node; <url> for Ethereum, <chainId>=<url> for another chain; repeatable, also for one chain, whose nodes then have to agree (env: ETH_RPC_URL)',
    ).argParser(several),
  block: () =>
    new Option('--block <block>', 'the block of Ethereum to read at: a number, a hash, latest, safe or finalized'),
  requireGrade: () =>
    new Option('--require-grade <grade>', 'evidence of a lower grade counts as unknown').choices(requirable),
  trustedBlock: () =>
    new Option(
      '--trusted-block <hash>',
      'read at the block of Ethereum with this hash, and check that its header has it',
    ),
  reconstructedFrom: () =>
    new Option(
      '--reconstructed-from <text>',
      'the node serves a published data set, named by this text; sets the grade',
    ),
  update: () => new Option('--update', 'write the lock: what is now is what is relied on from now on'),
  allowBetter: () => new Option('--allow-better', 'let levels pass that are better than the lock says'),
  strict: () => new Option('--strict', 'fail also where fewer or faster keys can break a guarantee within its level'),
  levelsOnly: () =>
    new Option('--levels-only', 'let new people, new code and broken rules pass as long as no level changes'),
  maxAge: () => new Option('--max-age <days>', 'fail where the evidence is older'),
  lock: () => new Option('--lock <file>', 'the lock file (default: credit.lock.yaml in the registry)'),
  root: () =>
    new Option('--root <hash>', 'the Merkle root that you know to be right, from a contract or a publication'),
  chain: () => new Option('--chain <id>', 'only this chain; repeatable (default: all)').argParser(several),
  every: () => new Option('--every <minutes>', 'audit this often (default: 60)'),
  blocks: () => new Option('--blocks <number>', 'audit when Ethereum is this many blocks further'),
  once: () => new Option('--once', 'audit once, tell what changed since the last time, and end; for cron'),
  state: () =>
    new Option('--state <file>', 'where to remember the last audit (default: fullfaith-watch.json in this folder)'),
  webhook: () => new Option('--webhook <url>', 'post what changed to this URL (env: FULLFAITH_WEBHOOK_URL)'),
  webhookFormat: () =>
    new Option('--webhook-format <name>', 'the shape of what is posted').choices(['json', 'slack', 'discord']),
  id: () => new Option('--id <id>', 'what the registry calls the chain (default: by its chain id)'),
  name: () => new Option('--name <name>', 'what people call the chain'),
  chainId: () => new Option('--chain-id <number>', 'its chain id, where no contract names it'),
  revision: () => new Option('--revision <text>', 'which state of that registry it is, for the citations'),
  date: () => new Option('--date <day>', 'the day of that state, YYYY-MM-DD (default: today)'),
};

/** One option as commander wants it; `own` are the formats of a command whose documents are no reports. */
export function optionOf(name: keyof Options, own?: readonly string[]): Option {
  if (name !== 'format' || own === undefined) return definitions[name]();
  return new Option('--format <name>', own.join(', ')).argParser(several);
}

/** The formats asked for, by reporter name; an error names those there are. */
export function formatsOf({ json, format }: Options, otherwise: readonly string[]): readonly string[] {
  if (json && format !== undefined) {
    throw new FullfaithError('input', '--json and --format exclude each other.', 'Leave one of them out.');
  }
  const asked = json ? ['json'] : (format?.flatMap((names) => names.split(',')) ?? otherwise);
  return [...new Set(asked.map(formatNamed))];
}

function formatNamed(name: string): string {
  const reporter = reporterFor(name);
  if (reporter !== undefined) return reporter.format;
  throw new FullfaithError('input', `There is no format ${JSON.stringify(name)}.`, `There are ${formats}.`);
}
