import { type Address, zeroAddress } from 'viem';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readView } from '../../evidence/reads.ts';
import { anyone, anyOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { known, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { type OwnerPower, ownerPowers } from '../owner-powers.ts';
import { power } from '../powers.ts';
import type { Found } from './contracts.ts';

/** RollupCore.sol. No function of it changes the verifier, the Outbox or what is proven. */
const ofRollup: readonly OwnerPower[] = [
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
const ofStaking: readonly OwnerPower[] = [
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
const ofRegistry: readonly OwnerPower[] = [
  {
    id: 'name-successor',
    title: 'make another rollup the canonical one',
    breaks: ['uncensored'],
    functions: ['function addRollup(address)'],
    effect: 'Proposers and provers here are paid no more by the distributor; whoever stays does it for fees alone.',
  },
];

/** Everything that people can do to the chain, except over code. */
export async function chainPowers(
  rollup: Contract,
  { found, committee }: { readonly found: Found; readonly committee: Observation<bigint> },
  resolver: Resolver,
): Promise<readonly Power[]> {
  const validators = validatorsOf(rollup, committee, resolver);
  return [
    ...(await ownerPowers(known(rollup), ofRollup, resolver)),
    ...(await ownerPowers(found.GSE, ofStaking, resolver)),
    ...(await ownerPowers(found.Registry, ofRegistry, resolver)),
    ...(await slashingPowers(found.Slasher, validators, resolver)),
    power({
      id: 'withhold-checkpoints',
      title: 'leave transactions out for ever, and let what is not proven lapse',
      breaks: ['uncensored', 'unreverted'],
      authority: validators,
      on: rollup.address,
      effect:
        'Who proposes chooses what is in, a third of a committee stops the rest, and what they do not help to prove in time is pruned.',
    }),
  ];
}

/** Without a committee anybody proposes anything, and what cannot be proved stands in everybody's way until it lapses. */
function validatorsOf({ address }: Contract, committee: Observation<bigint>, resolver: Resolver): Authority {
  if (committee.status === 'unknown') return unresolved(committee.reason);
  if (committee.value === 0n) return anyone;
  return unresolved('whose stake the validators are is not read', bodyId(resolver.reader.chainId, address));
}

/** Slasher.sol: a round of votes by proposers, or Governance, slashes; a vetoer may prevent it. */
async function slashingPowers(
  slasher: Observation<Contract | null>,
  validators: Authority,
  resolver: Resolver,
): Promise<readonly Power[]> {
  if (slasher.status === 'unknown' || slasher.value === null) return [];
  const on = slasher.value.address;
  const named = (view: `function ${string}() view returns (address)`) =>
    addressAuthority(readView(resolver.reader, { on, view }) as Promise<Observation<Address>>, resolver);
  const [governance, vetoer, voting] = await Promise.all([
    named('function GOVERNANCE() view returns (address)'),
    named('function VETOER() view returns (address)'),
    slashingVoters(on, validators, resolver),
  ]);
  return [
    power({
      id: 'slash-validators',
      title: 'slash validators until too few are left',
      breaks: ['uncensored'],
      authority: anyOf([governance, voting]),
      vetoes: vetoer.kind === 'nobody' ? [] : [vetoer],
      on,
      selectors: [selectorOf('function slash(address) returns (bool)')],
      effect: 'Without enough validators for a committee nobody proposes, and no withdrawal is proven.',
    }),
  ];
}

/** TallySlashingProposer.sol or EmpireSlashingProposer.sol, by which the validators vote. Until there is one, anybody may name it. */
async function slashingVoters(on: Address, validators: Authority, resolver: Resolver): Promise<Authority> {
  const read: Observation<Address> = await readView(resolver.reader, {
    on,
    view: 'function PROPOSER() view returns (address)',
  });
  if (read.status === 'unknown') return unresolved(read.reason);
  if (read.value === zeroAddress) return anyone;
  const counting = ['function INSTANCE() view returns (address)', 'function SLASHER() view returns (address)'];
  return answers(await resolver.inspect(read.value), ...counting) ? validators : resolver.resolve(read.value);
}
