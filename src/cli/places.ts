import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Options } from './command.ts';
import type { Surroundings } from './surroundings.ts';

/** The folders that a command works with, relative to the working directory so that messages and reports are short. */
export type Places = { readonly registry: string; readonly evidence: string; readonly policy: string };

const defaultPolicy = 'full-faith';

/** Finds the folders: what an option names, else what lies in the working directory, else what came with the package. */
export function placesOf(options: Options, surroundings: Surroundings): Places {
  const { workingDirectory } = surroundings;
  const registry = options.registry ?? ownOrPackaged('registry', 'chains', surroundings);
  const evidence = options.evidence ?? join(registry, 'evidence');
  const policy = policyFolder(options.policy ?? defaultPolicy, surroundings);
  const short = (folder: string) => relative(workingDirectory, resolve(workingDirectory, folder)) || '.';
  return { registry: short(registry), evidence: short(evidence), policy: short(policy) };
}

/** The folder of all policies. */
export function rulesFolder(surroundings: Surroundings): string {
  return ownOrPackaged('rules', join(defaultPolicy, 'policy.yaml'), surroundings);
}

// A name without a slash is a policy of the rules folder; a folder of that name in the working directory needs `./`.
function policyFolder(policy: string, surroundings: Surroundings): string {
  const isName = !/[\\/]/.test(policy) && policy !== '.' && policy !== '..';
  return isName ? join(rulesFolder(surroundings), policy) : policy;
}

function ownOrPackaged(name: string, content: string, { workingDirectory, packageDirectory }: Surroundings): string {
  const own = join(workingDirectory, name);
  return existsSync(join(own, content)) ? own : join(packageDirectory, name);
}
