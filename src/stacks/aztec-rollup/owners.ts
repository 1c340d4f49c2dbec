import type { OwnerPower } from '../owner-powers.ts';

/**
 * RollupCore.sol. No function of it changes the verifier, the Outbox or what is proven. `updateManaTarget` only allows more, and
 * `setRewardsClaimable` keeps nobody in.
 */
export const ofRollup: readonly OwnerPower[] = [
  {
    id: 'refuse-proofs',
    title: 'name contracts that every proof has to call',
    breaks: ['uncensored', 'unreverted'],
    functions: ['function setRewardConfig((address, uint32, address, uint96))'],
    effect:
      'A booster or a distributor that reverts makes every proof fail; checkpoints then lapse, and nothing leaves.',
  },
  {
    id: 'replace-escape-hatch',
    title: 'name who may propose without the committee',
    breaks: ['uncensored', 'unreverted'],
    functions: ['function updateEscapeHatch(address)'],
    effect: 'Another hatch may let one address propose alone for ever, or revert so that nobody can propose or prove.',
  },
  {
    id: 'expel-validators',
    title: 'slash validators away, or let none in',
    breaks: ['uncensored'],
    functions: [
      'function setSlasher(address)',
      'function setLocalEjectionThreshold(uint256)',
      'function updateStakingQueueConfig((uint256, uint256, uint256, uint256, uint256))',
    ],
    effect: 'Whom the slasher slashes is out; without enough validators for a committee nobody proposes.',
  },
  {
    id: 'price-out',
    title: 'set a fee that nobody can pay',
    breaks: ['uncensored'],
    functions: ['function setProvingCostPerMana(uint256)'],
    effect: 'A checkpoint has to charge at least that for every transaction.',
  },
];

/** GSE.sol. */
export const ofStaking: readonly OwnerPower[] = [
  {
    id: 'move-validators',
    title: 'move the validators on to another rollup',
    breaks: ['uncensored'],
    functions: ['function addRollup(address)'],
    effect:
      'Stake that follows the latest rollup leaves this one; without enough for a committee nobody proposes here.',
  },
  {
    id: 'close-staking',
    title: 'let nobody become a validator',
    breaks: ['uncensored'],
    functions: ['function setProofOfPossessionGasLimit(uint64)'],
    effect: 'Without gas for the check of a key every deposit fails, and those who are in stay among themselves.',
  },
];

/** Registry.sol. */
export const ofRegistry: readonly OwnerPower[] = [
  {
    id: 'name-successor',
    title: 'make another rollup the canonical one',
    breaks: ['uncensored'],
    functions: ['function addRollup(address)'],
    effect: 'Proposers and provers here are paid no more by the distributor; whoever stays does it for fees alone.',
  },
];
