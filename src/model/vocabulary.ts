import type { FactDefinition } from './fact.ts';

const boolean = (meaning: string): FactDefinition => ({ type: { kind: 'boolean' }, meaning });
const integer = (meaning: string): FactDefinition => ({ type: { kind: 'integer' }, meaning });
const seconds = (meaning: string): FactDefinition => ({ type: { kind: 'seconds' }, meaning });
const choice = (of: readonly string[], meaning: string): FactDefinition => ({ type: { kind: 'choice', of }, meaning });

/**
 * Every fact that a rule may name. Stacks fill them in; what a stack leaves out is unknown.
 * A choice that does not apply has a value of its own (`none`), so that “there is none” and “nobody knows” stay apart.
 */
export const vocabulary = {
  'chain.archived': boolean('The chain has stopped for good; only exits are left.'),

  'proof.kind': choice(
    ['none', 'fraud', 'validity', 'optimistic-validity', 'multi'],
    'How a state root is judged: nothing; interactive or one-round fraud proofs; a validity proof for every root; fraud proofs settled by a validity proof; several proof systems of which a part suffices.',
  ),
  'proof.variant': choice(
    ['none', 'INT', '1R', 'INT-ZK', '1R-ZK', 'SN', 'ST', 'ST-SN', 'mixed'],
    'The form of the proof: interactive or one-round games, with or without a validity proof at the end; SNARK, STARK, or a STARK wrapped in a SNARK.',
  ),
  'proof.enforced': boolean(
    'The bridge lets nothing pass that the proof system would reject: the type is respected, the verifier is there, no optimistic mode is on.',
  ),
  'proof.keyless': boolean(
    'Every set of proofs that suffices contains a fraud or validity proof; false where signatures, enclaves or guardians alone can suffice.',
  ),
  'proof.challenge.permissionless': boolean(
    'Anybody may challenge a wrong state root; true for validity proofs, which need no challenge.',
  ),
  'proof.challengers': integer('How many parties may challenge where challenging is permissioned; 0 where nobody can.'),
  'proof.challengers.outside': integer(
    'How many of the permissioned challengers somebody vouches for as outside the operating organisation (attested); 0 where nobody does.',
  ),
  'proof.challenge.seconds': seconds('How long a state root can be challenged before it counts.'),
  'proof.proposer.permissionless': boolean('Anybody may propose a state root.'),
  'proof.source.published': boolean('The source of the prover or circuit is published (attested).'),

  'data.location': choice(
    ['ethereum', 'committee', 'external', 'mixed', 'none'],
    'Where the data lie from which the state can be rebuilt: on Ethereum; with a committee; on another network; partly on Ethereum; nowhere that anybody has named.',
  ),
  'data.content': choice(['transactions', 'state-diffs', 'none'], 'What is published.'),
  'data.attested': boolean(
    'A contract on Ethereum refuses a state whose data nobody independent of the operator has attested; true where the data are on Ethereum.',
  ),
  'data.committee.members': integer('How many members the data committee has; 0 without one.'),
  'data.committee.threshold': integer('How many of them have to sign; 0 without one.'),
  'data.committee.outside': integer(
    'How many of them somebody vouches for as outside the operating organisation (attested); 0 where nobody does.',
  ),
  'data.network': choice(
    ['none', 'celestia', 'avail', 'eigenda', 'memo', 'validators', 'other'],
    'Which external network holds the data, if one does.',
  ),

  'inclusion.mechanism': choice(
    ['self-sequence', 'force', 'enqueue', 'log', 'none'],
    'What a user can do against a censoring sequencer: put the transaction in without it; force an exit through Ethereum; queue it so that nothing later can pass it; leave a trace that it may ignore; nothing.',
  ),
  'inclusion.enabled': boolean('The mechanism is switched on.'),
  'inclusion.filterable': boolean('Somebody can keep single users out of the mechanism (an allow-list, a filterer).'),
  'inclusion.seconds': seconds('How long the sequencer can delay a forced transaction at most.'),

  'exit.mechanism': choice(
    ['self-propose', 'escape-hatch', 'replace-proposer', 'council-minority', 'validators', 'none'],
    'What a user can do when nobody proposes state roots: propose alone; withdraw by an escape hatch; wait for governance to replace the proposer; wait for a minority of the security council; rely on a validator set; nothing.',
  ),
  'exit.alone': boolean('A user can leave with the help of nobody.'),
  'exit.start.seconds': seconds('How long a user alone needs until the exit can no longer be kept from beginning.'),
  'exit.finish.seconds': seconds('How long a user alone needs until the money is on Ethereum.'),
  'exit.delay.seconds': seconds(
    'How long an announced change of the chain waits on the regular path, before exits are subtracted: the delay of the fastest coalition that is not a council acting by itself. A council that can act only together with others is part of the regular path.',
  ),

  'upgrade.immutable': boolean(
    'No contract that holds or releases funds, or judges the state, can be changed by anybody.',
  ),
  'pause.active': boolean('Withdrawals are paused at this block.'),
  'state.posted': boolean('State roots are posted to Ethereum.'),

  'council.proper': boolean(
    'A body with at least 8 members, a threshold of at least 75 % and at least half of the members outside the operator holds the instant powers.',
  ),
  'node.source': boolean('A node that rebuilds the state from the published data is source-available (attested).'),
  'rollup.claimed': boolean('The project calls itself a rollup (attested).'),
  'host.is.ethereum': boolean('The chain settles on Ethereum itself and not on another chain.'),
} as const satisfies Record<string, FactDefinition>;

/** A name of the vocabulary. */
export type FactName = keyof typeof vocabulary;

/**
 * What a rule of scope `power` may ask of one power. A window is the coalition's delay less the time a user alone needs to
 * start leaving; `unboundedSeconds` where nobody can act, or where it takes a bug that is proved on chain.
 */
export const powerVocabulary = {
  'power.exercisable': boolean('Some set of keys can use the power without a bug that is proved on chain.'),
  'power.bounded': boolean('The effect ends by itself and nobody can renew it.'),
  'power.escrows.only': boolean(
    "The power reaches nothing but escrows of single tokens beside the chain's own bridge, as the registry lists them.",
  ),
  'power.window.seconds': seconds('The window that the fastest coalition leaves.'),
  'power.window.finish.seconds': seconds('The same against the time a user needs until the money is on Ethereum.'),
  'power.councilless.window.seconds': seconds(
    'The window that the fastest coalition without a properly constituted council leaves.',
  ),
  'power.councilless.window.finish.seconds': seconds(
    'The same for that coalition against the time a user needs until the money is on Ethereum; negative where it strikes before that.',
  ),
  'power.keys.fast': integer('The fewest keys that leave a window under 7 days; 0 where it needs none.'),
} as const satisfies Record<string, FactDefinition>;

/** A name of the power vocabulary. */
export type PowerFactName = keyof typeof powerVocabulary;

/** Stands for “never”, in seconds: ten thousand years. */
export const unboundedSeconds = 10_000 * 365 * 86_400;
