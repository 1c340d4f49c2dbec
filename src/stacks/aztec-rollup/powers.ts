import { type Address, zeroAddress } from 'viem';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readView } from '../../evidence/reads.ts';
import { anyone, anyOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { known, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { ownerPowers } from '../owner-powers.ts';
import { power } from '../powers.ts';
import type { Found } from './contracts.ts';
import { ofRegistry, ofRollup, ofStaking } from './owners.ts';

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
