import type { Address } from 'viem';
import { type Authority, type Body, bodyId, unresolved } from '../model/authority.ts';
import type { Contract } from './contract.ts';
import { modules } from './modules/index.ts';
import type { Resolver } from './resolver.ts';

/**
 * A kind of Safe module: a contract through which a Safe acts without its owners' signatures. One file a kind, in `modules/`.
 */
export type SafeModule = {
  /** The contract's own name. */
  readonly kind: string;
  /** Whether the contract is of this kind, judged by its code alone. */
  recognises(contract: Contract): boolean;
  /** Who can make the Safe act through it, `limited` to the functions that it lets through. */
  resolve(module: Contract, safe: Address, resolver: Resolver): Promise<Authority>;
};

/**
 * Who can make a Safe act through one of its modules. One module can serve many Safes differently, so it is a body of its own
 * for each: `<chainId>:<module>/<safe>`. A module of unknown kind may do anything, for anybody.
 */
export function moduleAuthority(module: Address, safe: Address, resolver: Resolver): Authority {
  return resolver.define(`${bodyId(resolver.reader.chainId, module)}/${safe}`, () =>
    resolveModule(module, safe, resolver),
  );
}

async function resolveModule(
  module: Address,
  safe: Address,
  resolver: Resolver,
): Promise<Omit<Body, 'id' | 'chainId'>> {
  const contract = await resolver.inspect(module);
  const kind = modules.find((one) => one.recognises(contract));
  const reason = `module ${module} of the Safe ${safe} is of a kind that is not recognised`;
  return {
    address: module,
    kind: kind ? 'safe-module' : 'unresolved',
    name: kind?.kind ?? 'unrecognised module',
    authority: kind
      ? await kind.resolve(contract, safe, resolver)
      : unresolved(reason, bodyId(resolver.reader.chainId, module)),
    parameters: {},
    notes: [],
    vetoes: [],
    evidence: contract.evidence,
  };
}
