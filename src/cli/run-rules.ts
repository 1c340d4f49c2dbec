import { join, relative } from 'node:path';
import { policyMarkdown, ruleList } from '../report/policy-text.ts';
import { listPolicies, loadPolicy } from '../rules/load-policy.ts';
import type { Invocation } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import type { ExitCode } from './exit-codes.ts';
import { placesOf, rulesFolder } from './places.ts';
import type { Surroundings } from './surroundings.ts';

/** `rules`: lists, lints or documents. A faulty rule is thrown by the loader, with file, line and column. */
export async function runRules({ words, options, surroundings }: Invocation): Promise<ExitCode> {
  const { stdout } = surroundings;
  if (words[0] === 'lint') {
    const folders =
      options.policy === undefined ? await allPolicies(surroundings) : [placesOf(options, surroundings).policy];
    const policies = await Promise.all(folders.map(loadPolicy));
    for (const { id, rules } of policies) stdout.write(`${id}: ${rules.length} rules are fine\n`);
    return exitCodes.expected;
  }
  const policy = await loadPolicy(placesOf(options, surroundings).policy);
  stdout.write(words[0] === 'document' ? policyMarkdown(policy) : ruleList(policy));
  return exitCodes.expected;
}

async function allPolicies(surroundings: Surroundings): Promise<readonly string[]> {
  const folder = relative(surroundings.workingDirectory, rulesFolder(surroundings)) || '.';
  return (await listPolicies(folder)).map((id) => join(folder, id));
}
