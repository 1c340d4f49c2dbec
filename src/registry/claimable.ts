import { vocabulary, type FactName } from '../model/vocabulary.ts';
import type { FactDefinition } from '../model/fact.ts';

/** Facts that no contract tells, so that a registry entry may cite somebody for them. */
const attestedFacts = [
  'data.location',
  'data.content',
  'data.network',
  // Of committees that list their members nowhere: a stack that can read them does.
  'data.committee.members',
  'data.committee.outside',
  'node.source',
  'proof.challengers.outside',
  'proof.source.published',
  'rollup.claimed',
] as const satisfies readonly FactName[];

/** Settings of a chain's own node software. They are no facts: a stack computes facts from them. */
const attestedSettings = {
  'sequencing.window.blocks': {
    type: { kind: 'integer' },
    meaning:
      'In how many blocks of the host chain a batch has to be posted; after that the chain is derived from deposits alone (`seq_window_size` of an OP Stack rollup configuration).',
  },
} as const satisfies Record<string, FactDefinition>;

/** A name that `claims` of a registry entry may hold. */
export type ClaimName = (typeof attestedFacts)[number] | keyof typeof attestedSettings;

/** What each claim means and which values it may have. Never an owner, a delay, a threshold or a verdict: those are read. */
export const claimable: Readonly<Record<ClaimName, FactDefinition>> = {
  ...(Object.fromEntries(attestedFacts.map((name) => [name, vocabulary[name]])) as Record<
    (typeof attestedFacts)[number],
    FactDefinition
  >),
  ...attestedSettings,
};
