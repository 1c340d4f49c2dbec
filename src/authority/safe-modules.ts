import type { Address } from 'viem';
import { type Authority, unresolved, bodyId } from '../model/authority.ts';
import { modules } from './modules/index.ts';
import type { Contract } from './contract.ts';
import type { Resolver } from './resolver.ts';

/**
 * A kind of Safe module: a contract through which a Safe acts without its owners' signatures. One file a kind, in `modules/`.
 */
export type SafeModule = {
  readonly kind: string;
  /** Whether the contract is of this kind, judged by its code alone. */
  recognises(contract: Contract): boolean;
  /** Who can make the Safe act through it, `limited` to the functions that it lets through. */
  resolve(module: Contract, safe: Address, resolver: Resolver): Promise<Authority>;
};

/** Who can make a Safe act through one of its modules. A module of unknown kind may do anything, for anybody. */
export async function moduleAuthority(module: Address, safe: Address, resolver: Resolver): Promise<Authority> {
  const contract = await resolver.inspect(module);
  const kind = modules.find((one) => one.recognises(contract));
  if (kind) return kind.resolve(contract, safe, resolver);
  const reason = `module ${module} of the Safe ${safe} is of a kind that is not recognised`;
  return unresolved(reason, bodyId(resolver.reader.chainId, module));
}
