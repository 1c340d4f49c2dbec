/** What Ethereum's block space promises, and what a chain's has to promise to be backed by it. */
export const guarantees = ['valid', 'uncensored', 'unreverted', 'untouched'] as const;

/**
 * - `valid`: nobody can finalise a message or a state that does not follow from the chain's rules.
 * - `uncensored`: nobody can keep a user's transaction or withdrawal out for ever.
 * - `unreverted`: nobody can undo a transaction whose data are final on Ethereum.
 * - `untouched`: nobody can change balances or code without the user's transaction.
 */
export type Guarantee = (typeof guarantees)[number];
