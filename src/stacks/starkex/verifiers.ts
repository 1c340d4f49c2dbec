import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { bodyId, unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { all, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { gpsVerifier } from '../gps.ts';
import { type Part, power } from '../powers.ts';
import type { Exchange } from './exchange.ts';

const gpsContract = 'function gpsContract() view returns (address)';
const programHash = 'function programHash() view returns (uint256)';
const isFinalized = 'function isFinalized() view returns (bool)';

/** The proofs that an exchange asks for. */
export type Proofs = {
  /** Every contract that judges a proof; unknown where none was recognised. */
  readonly parts: Observation<readonly Part[]>;
  readonly powers: readonly Power[];
};

/** Every registered verifier has to accept a state, so one that is known to check a STARK is enough. */
export async function readProofs({ address, verifiers }: Exchange, resolver: Resolver): Promise<Proofs> {
  const adapters = await chainRead(verifiers, async (list) =>
    known(await Promise.all(list.map((one) => adapterParts(one, resolver)))),
  );
  if (adapters.status === 'unknown') return { parts: adapters, powers: [unknownVerifier(address, adapters.reason)] };
  const sound = adapters.value.filter((one) => one.status === 'known');
  if (sound.length === 0) {
    const reason = all(adapters.value);
    const why = reason.status === 'unknown' ? reason.reason : `${address} names no verifier`;
    return { parts: unknown(why, adapters.evidence), powers: [unknownVerifier(address, why)] };
  }
  const parts = map(all(sound), (lists) => lists.flat());
  const settable = verifiers.status === 'known' ? await settablePrograms(verifiers.value, resolver) : [];
  return { parts, powers: settable };
}

/** An adapter asks a GPS verifier whether its program was proved to have run with this outcome. */
async function adapterParts(at: Address, resolver: Resolver): Promise<Observation<readonly Part[]>> {
  const adapter = await resolver.inspect(at);
  const [verifier, program] = await Promise.all([
    ask(resolver, { of: adapter, view: gpsContract }),
    ask(resolver, { of: adapter, view: programHash }),
  ]);
  const named = all([
    notNull(verifier, `the verifier at ${at} is of a kind that is not recognised`),
    notNull(program, `the verifier at ${at} names no program`),
  ]);
  return chainRead(named, async ([gps, hash]) => {
    if (hash === 0n) return unknown(`the verifier at ${at} has no program`);
    return map(await gpsVerifier(gps, resolver), (parts) => [{ role: 'FactAdapter', address: at }, ...parts]);
  });
}

/** FinalizableGpsFactAdapter: until it is finalised, administrators whom it does not list choose its program. */
async function settablePrograms(adapters: readonly Address[], resolver: Resolver): Promise<readonly Power[]> {
  const contracts = await Promise.all(adapters.map((address) => resolver.inspect(address)));
  const found = await Promise.all(contracts.map((contract) => settableProgram(contract, resolver)));
  return found.flat();
}

async function settableProgram(adapter: Contract, resolver: Resolver): Promise<readonly Power[]> {
  if (adapter.pushed.status === 'known' && !answers(adapter, isFinalized)) return [];
  const final = await ask(resolver, { of: adapter, view: isFinalized });
  if (final.status === 'known' && final.value === true) return [];
  const id = bodyId(resolver.reader.chainId, adapter.address);
  return [
    power({
      id: 'replace-program',
      title: 'choose another program whose proofs are accepted',
      breaks: ['valid'],
      authority: unresolved(`who administers the adapter ${adapter.address} is not listed by it`, id),
      on: adapter.address,
      effect: 'Another program proves whatever it likes.',
    }),
  ];
}

function unknownVerifier(on: Address, reason: string): Power {
  return power({
    id: 'unknown-verifier',
    title: 'have false proofs accepted by a verifier that was not recognised',
    breaks: guarantees,
    authority: unresolved(reason),
    on,
    effect: 'Nothing is known of what the verifier accepts, and of who can change that.',
  });
}
