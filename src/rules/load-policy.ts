import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { FullfaithError } from '../model/error.ts';
import { guarantees } from '../model/guarantee.ts';
import type { Policy, Rule } from '../model/rule.ts';
import { parseDimension, parseLadder, parseRule, type PolicyFile } from './parse.ts';

const dimensionsFolder = 'dimensions/';

/**
 * The policy in a folder: its ladder (`policy.yaml`), its rules (every other YAML file) and its dimensions (those in
 * `dimensions/`). Messages and locations name files by `directory`. Throws a `FullfaithError` with all faults of all files.
 */
export async function loadPolicy(directory: string): Promise<Policy> {
  if (!existsSync(directory)) throw await noFolder(directory);
  const paths = await yamlFilesIn(directory);
  if (!paths.includes('policy.yaml')) throw await noPolicy(directory);
  const ladder = parseLadder({ ...(await readPolicyFile(directory, 'policy.yaml')), id: basename(resolve(directory)) });
  const files = await Promise.all(
    paths.filter((path) => path !== 'policy.yaml').map((path) => readPolicyFile(directory, path)),
  );
  const isDimension = ({ id }: PolicyFile) => id.startsWith(dimensionsFolder);
  const rules = files.filter((file) => !isDimension(file)).map((file) => attempt(() => parseRule(file, ladder.levels)));
  const dimensions = files
    .filter(isDimension)
    .map((file) => attempt(() => parseDimension({ ...file, id: file.id.slice(dimensionsFolder.length) })));
  const policy = { ...ladder, rules: rules.filter(isFine), dimensions: dimensions.filter(isFine) };
  refuseFaults([...rules, ...dimensions].filter((result) => result instanceof FullfaithError));
  refuseGaps(directory, policy.rules);
  return policy;
}

/** The ids of the policies in a folder of policies, sorted. */
export async function listPolicies(directory: string): Promise<readonly string[]> {
  const entries = await list(directory);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const contents = await Promise.all(folders.map((folder) => list(join(directory, folder))));
  return folders.filter((_, index) => contents[index]?.some(({ name }) => name === 'policy.yaml')).sort();
}

/** Paths within the folder, with `/`, sorted. Whatever could be a rule and would not be read is refused. */
async function yamlFilesIn(directory: string, prefix = ''): Promise<readonly string[]> {
  const entries = await list(join(directory, prefix));
  const paths = await Promise.all(
    entries.map(async (entry) => {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) return yamlFilesIn(directory, `${path}/`);
      if (entry.isFile() && path.endsWith('.yaml')) return [path];
      if (entry.isFile() && !/\.ya?ml$/i.test(path)) return [];
      const message = `${join(directory, path)} would not be read: a rule is a plain file whose name ends in .yaml.`;
      throw new FullfaithError('input', message, 'Rename it, or take it out of the policy.');
    }),
  );
  return paths.flat().sort();
}

async function list(directory: string) {
  return readdir(directory, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    const message = `${directory} cannot be read (${error.code ?? error.message}).`;
    throw new FullfaithError('input', message, 'Name the folder of a policy with --policy.');
  });
}

async function readPolicyFile(directory: string, path: string): Promise<PolicyFile> {
  const file = join(directory, path);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new FullfaithError('input', `${file} cannot be read (${error.code ?? error.message}).`);
  });
  return { file, id: path.slice(0, -'.yaml'.length), text };
}

async function noFolder(directory: string): Promise<FullfaithError> {
  const beside = dirname(directory);
  const policies = existsSync(beside) ? await listPolicies(beside) : [];
  const help =
    policies.length > 0 ? `Beside it are ${policies.join(', ')}.` : 'Name the folder of a policy with --policy.';
  return new FullfaithError('input', `There is no policy ${directory}.`, help);
}

async function noPolicy(directory: string): Promise<FullfaithError> {
  const policies = await listPolicies(directory);
  const help =
    policies.length > 0 ? `Its policies are ${policies.join(', ')}: name one of them.` : 'It needs a policy.yaml.';
  return new FullfaithError('input', `${directory} is no policy: it has no policy.yaml.`, help);
}

function attempt<T>(work: () => T): T | FullfaithError {
  try {
    return work();
  } catch (error) {
    if (error instanceof FullfaithError) return error;
    throw error;
  }
}

function isFine<T>(result: T | FullfaithError): result is T {
  return !(result instanceof FullfaithError);
}

function refuseFaults(faults: readonly FullfaithError[]): void {
  const [first] = faults;
  if (first === undefined) return;
  throw new FullfaithError('input', faults.map(({ message }) => message).join('\n'), first.help);
}

/** A guarantee that no rule judges would be as good as can be, whatever the chain. */
function refuseGaps(directory: string, rules: readonly Rule[]): void {
  const gaps = guarantees.filter((guarantee) => !rules.some((rule) => rule.guarantees.includes(guarantee)));
  if (gaps.length === 0) return;
  throw new FullfaithError(
    'input',
    `${directory} has no rule for ${gaps.join(', ')}, so every chain would have the best level there.`,
    `Add a rule with "guarantee: ${gaps[0]}", or "guarantee: all".`,
  );
}
