import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { chainRead, known, map, type Observation } from '../../model/observation.ts';
import type { Recognition } from '../stack.ts';
import { recogniser } from '../recogniser.ts';
import { addressNamed, nameBytes } from './names.ts';

const rollupShape = [
  'function getStateVariables() view returns (bytes)',
  'function proveBlock(uint64, bytes)',
  'function resolve(bytes32, bool) view returns (address)',
] as const;
const namedShape = [
  'function resolve(bytes32, bool) view returns (address)',
  'function addressManager() view returns (address)',
] as const;
const config = 'function getConfig() view returns ((uint64 chainId))';
/** Each vault says its own name. */
const nameOf = 'function name() view returns (bytes32)';
const vaultShape = ['function bridgedToCanonical(address) view returns (bytes)', nameOf] as const;

/** Whether an address is TaikoL1, or a contract whose address manager names it. */
export const recogniseTaiko = recogniser(async (contract, resolver) => {
  if (answers(contract, ...rollupShape)) return found(contract, null, resolver);
  if (!answers(contract, ...namedShape)) return known(null);
  const named = await addressNamed(contract, nameBytes('taiko'), resolver);
  return chainRead(named, async (rollup) => {
    if (rollup === null) return known(null);
    const one = await resolver.inspect(rollup);
    if (one.pushed.status === 'unknown') return one.pushed;
    if (!answers(one, ...rollupShape)) return known(null);
    return chainRead(await isTokenVault(contract, resolver), (vault) =>
      found(one, vault ? contract.address : null, resolver),
    );
  });
});

async function isTokenVault(contract: Contract, resolver: Resolver): Promise<Observation<boolean>> {
  if (!answers(contract, ...vaultShape)) return known(false);
  const name = await ask(resolver, { of: contract, view: nameOf });
  return map(name, (bytes) => bytes === nameBytes('erc20_vault'));
}

async function found(
  rollup: Contract,
  vault: Address | null,
  resolver: Resolver,
): Promise<Observation<Recognition | null>> {
  const settings = await ask(resolver, { of: rollup, view: config });
  return map(settings, (value) => ({
    contracts: { TaikoL1: rollup.address, ...(vault && { ERC20Vault: vault }) },
    chainId: value === null ? null : Number(value.chainId),
    seen: ['its code has getStateVariables, proveBlock, resolve: a TaikoL1'],
  }));
}
