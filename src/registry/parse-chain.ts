import { FullfaithError } from '../model/error.ts';
import type { Chain, Claim, CouncilClaim, Entity } from '../model/chain.ts';
import { baseline, chainSchema, type ChainEntry } from './chain-schema.ts';
import { complaints } from './complaint.ts';
import { excerpt } from './excerpt.ts';
import { faultList } from './fault-list.ts';
import { didYouMean } from './suggest.ts';
import { atLocation, parseYaml, type YamlText } from './yaml-text.ts';

/** What the registry has to know of the stacks to check an entry: their ids and entry points. */
export type KnownStacks = Readonly<
  Record<string, { readonly entryPoints: Readonly<Record<string, { readonly required: boolean }>> }>
>;

/** What an entry is held against. Without `stacks` any stack and any contract name goes. */
export type ParseOptions = { readonly stacks?: KnownStacks };

/**
 * One entry of the registry from its text. `file` is what messages call it.
 * Throws a `FullfaithError` that lists every fault with file, line and column.
 */
export function parseChain(text: string, file: string, { stacks }: ParseOptions = {}): Chain {
  const yaml = parseYaml(text, file);
  const result = chainSchema.safeParse(yaml.value);
  const faults = result.success ? doubtsAbout(yaml, result.data, stacks) : complaints(yaml, chainSchema, result.error);
  if (!result.success || faults.length > 0) {
    throw new FullfaithError(
      'input',
      faultList(faults),
      'Mend the entry; schema/chain.schema.json describes every field.',
    );
  }
  return toChain(result.data, yaml);
}

function toChain({ councils, entities, claims, ...entry }: ChainEntry, yaml: YamlText): Chain {
  return {
    ...entry,
    councils: councils.map(({ outside, ...council }): CouncilClaim => ({ ...council, outside: outside ?? null })),
    entities: entities.map(({ name, keys, ...citation }): Entity => ({
      name,
      keys,
      claim: { value: true, ...citation },
    })),
    claims: claims as Record<string, Claim<string | number | boolean>>,
    location: { file: yaml.file, line: 1, column: 1 },
    locations: yaml.locations,
  };
}

function doubtsAbout(yaml: YamlText, entry: ChainEntry, stacks: KnownStacks | undefined): readonly string[] {
  return [
    ...(entry.host === entry.id && entry.id !== baseline
      ? [atLocation(yaml.locate(['host']), 'host cannot be the chain itself.')]
      : []),
    ...twice(yaml, ['escrows'], entry.escrows),
    ...twice(
      yaml,
      ['councils'],
      entry.councils.map(({ chainId, address }) => `${chainId}:${address}`),
    ),
    ...entry.entities.flatMap(({ keys }, index) => twice(yaml, ['entities', index, 'keys'], keys)),
    ...(stacks === undefined ? [] : doubtsAboutStack(yaml, entry, stacks)),
  ];
}

function twice(yaml: YamlText, path: readonly PropertyKey[], values: readonly string[]): readonly string[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) === index
      ? []
      : [atLocation(yaml.locate([...path, index]), `${path.map(String).join('.')} has this one twice.`)],
  );
}

function doubtsAboutStack(yaml: YamlText, { stack, contracts }: ChainEntry, stacks: KnownStacks): readonly string[] {
  const known = Object.hasOwn(stacks, stack) ? stacks[stack] : undefined;
  if (known === undefined) {
    const message = `there is no stack "${excerpt(stack)}".${didYouMean(stack, Object.keys(stacks))}`;
    return [atLocation(yaml.locate(['stack']), message)];
  }
  const names = Object.keys(known.entryPoints);
  const strange = Object.keys(contracts)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const message = `"${excerpt(name)}" is no entry point of ${stack}.${didYouMean(name, names)}`;
      return atLocation(yaml.locateKey(['contracts', name]), message);
    });
  const missing = Object.entries(known.entryPoints)
    .filter(([name, { required }]) => required && !Object.hasOwn(contracts, name))
    .map(([name]) => atLocation(yaml.locateKey(['contracts']), `contracts has no ${name}, and ${stack} needs it.`));
  return [...strange, ...missing];
}
