import { existsSync, readdirSync } from 'node:fs';
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

/** Whether a registry has chains. */
export function holdsChains(registry: string): boolean {
  return existsSync(join(registry, 'chains'));
}

/** The folder of all policies: that of the working directory if it has any, else the package's. */
export function rulesFolder({ workingDirectory, packageDirectory }: Surroundings): string {
  const own = join(workingDirectory, 'rules');
  return holdsPolicies(own) ? own : join(packageDirectory, 'rules');
}

/** The folder of a policy of that name, one's own before the package's; undefined where there is none. */
export function policyCalled(name: string, { workingDirectory, packageDirectory }: Surroundings): string | undefined {
  const folders = [workingDirectory, packageDirectory].map((directory) => join(directory, 'rules', name));
  return folders.find((folder) => existsSync(join(folder, policyFile)));
}

const policyFile = 'policy.yaml';

function holdsPolicies(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => existsSync(join(folder, name, policyFile)));
}

// A name is a policy of the rules folders if there is one, else a folder like any path.
function policyFolder(policy: string, surroundings: Surroundings): string {
  const known = policyCalled(policy, surroundings);
  const isPath = /[\\/]|^\.\.?$/.test(policy) || existsSync(join(surroundings.workingDirectory, policy, policyFile));
  return known ?? (isPath ? policy : join(rulesFolder(surroundings), policy));
}

function ownOrPackaged(name: string, content: string, { workingDirectory, packageDirectory }: Surroundings): string {
  const own = join(workingDirectory, name);
  return existsSync(join(own, content)) ? own : join(packageDirectory, name);
}
