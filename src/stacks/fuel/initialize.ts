import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readSlot } from '../../evidence/reads.ts';
import { anyone, bodyId, unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import type { Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { kebab, power } from '../powers.ts';
import type { FuelContracts } from './contracts.ts';

/** The last initialisation that a contract's code knows: anybody may make one that was not made, and gets every role. */
type Initializer = { readonly call: string; readonly version: number };

/** FuelMessagePortalV3.sol has both, and its first one only reverts. */
const initializers: readonly Initializer[] = [
  { call: 'function initializerV3(address, uint256)', version: 3 },
  { call: 'function initialize(address)', version: 1 },
  { call: 'function initialize()', version: 1 },
];

/** What anybody can do to the contracts of which nobody is the administrator yet. */
export async function initializePowers(contracts: FuelContracts, resolver: Resolver): Promise<readonly Power[]> {
  const each = Object.entries(contracts).map(([name, contract]) => initializePower(name, contract, resolver));
  return (await Promise.all(each)).flat();
}

/**
 * OpenZeppelin's Initializable 4.8, the first that each of the contracts inherits from, counts initialisations in the lowest byte of
 * slot 0.
 */
async function initializePower(
  name: string,
  contract: Observation<Contract | null>,
  resolver: Resolver,
): Promise<readonly Power[]> {
  if (contract.status === 'unknown' || contract.value === null) return [];
  const of = contract.value;
  const last = initializers.find(({ call }) => answers(of, call));
  if (last === undefined) return [];
  const slot = await readSlot(resolver.reader, of.address, `0x${'0'.repeat(64)}`);
  if (slot.status === 'known' && Number(`0x${slot.value.slice(-2)}`) >= last.version) return [];
  return [
    power({
      id: `initialize-${kebab(name)}`,
      title: `initialise the ${name}, and administer it from then on`,
      breaks: guarantees,
      authority:
        slot.status === 'known' ? anyone : unresolved(slot.reason, bodyId(resolver.reader.chainId, of.address)),
      on: of.address,
      selectors: [selectorOf(last.call)],
      effect: 'Whoever does it can replace the code and take every deposit.',
    }),
  ];
}
