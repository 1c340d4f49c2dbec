import { type Address, keccak256, toBytes, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { governorsOf } from '../../authority/starkware-governors.ts';
import { readSlotAddress } from '../../evidence/reads.ts';
import { type Authority, unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { all, chainRead, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { gpsVerifier } from '../gps.ts';
import { type Part, power } from '../powers.ts';

/** Slot of the verifier: the keccak of its name in Starknet.sol (NamedStorage). */
const verifierSlot = keccak256(toBytes('STARKNET_1.0_INIT_VERIFIER_ADDRESS'));
const programHash = 'function programHash() view returns (uint256)';

/** By these a governor chooses what is proved, until the contract is finalised. */
const programSetters = [
  'function setProgramHash(uint256)',
  'function setAggregatorProgramHash(uint256)',
  'function setConfigHash(uint256)',
];

/** What a core contract says about proofs. */
export type Proofs = {
  /** The contracts that judge a proof; unknown where one of them is not recognised. */
  readonly verifiers: Observation<readonly Part[]>;
  /** A state needs a proof that the program of a hash ran, and both are set. */
  readonly enforced: Observation<boolean>;
};

/** The verifier and the program whose proof every state update needs. */
export async function readProofs(core: Contract, resolver: Resolver): Promise<Proofs> {
  const [verifier, program] = await Promise.all([
    readSlotAddress(resolver.reader, core.address, verifierSlot),
    ask(resolver, { of: core, view: programHash }),
  ]);
  const verifiers = await chainRead(verifier, async (address): Promise<Observation<readonly Part[]>> =>
    address === zeroAddress ? unknown(`${core.address} names no verifier`) : gpsVerifier(address, resolver),
  );
  const hash = notNull(program, `${core.address} names no program`);
  return { verifiers, enforced: map(all([verifiers, hash]), ([, value]) => value !== 0n) };
}

/** Who governs the core contract behind its proxy: it keeps governors of its own. */
export async function coreGovernors(core: Contract, resolver: Resolver): Promise<Authority> {
  const view = 'function starknetIsGovernor(address) view returns (bool)';
  if (answers(core, view)) return governorsOf(core.address, view, resolver);
  return unresolved(`who governs ${core.address} is not known`);
}

/** The powers of the core contract's governors over what is proved. */
export async function programPowers(
  core: Contract,
  governors: Authority,
  resolver: Resolver,
): Promise<readonly Power[]> {
  const final = await ask(resolver, { of: core, view: 'function isFinalized() view returns (bool)' });
  if (final.status === 'known' && final.value === true) return [];
  return [
    power({
      id: 'replace-program',
      title: 'choose another program whose proofs are accepted',
      breaks: guarantees,
      authority: governors,
      on: core.address,
      selectors: programSetters.filter((one) => answers(core, one)).map(selectorOf),
      effect: 'Another program proves whatever it likes: balances, code and messages to Ethereum.',
    }),
  ];
}

/** A verifier nobody here recognises may accept anything. */
export function unknownVerifier({ verifiers }: Proofs, on: Address): readonly Power[] {
  if (verifiers.status === 'known') return [];
  return [
    power({
      id: 'unknown-verifier',
      title: 'have false proofs accepted by the verifier, which was not recognised',
      breaks: guarantees,
      authority: unresolved(verifiers.reason),
      on,
      effect: 'Nothing is known of what the verifier accepts, and of who can change that.',
    }),
  ];
}
