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

// A name is a policy of the rules folder if there is one, else a folder like any path.
function policyFolder(policy: string, surroundings: Surroundings): string {
  const known = join(rulesFolder(surroundings), policy);
  const isPath = /[\\/]|^\.\.?$/.test(policy) || existsSync(join(surroundings.workingDirectory, policy, 'policy.yaml'));
  return isPath && !existsSync(join(known, 'policy.yaml')) ? policy : known;
}

function ownOrPackaged(name: string, content: string, { workingDirectory, packageDirectory }: Surroundings): string {
  const own = join(workingDirectory, name);
  return existsSync(join(own, content)) ? own : join(packageDirectory, name);
}
