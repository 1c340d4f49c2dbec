import { type Address, keccak256, toBytes } from 'viem';
import { answers } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { roleAuthority } from '../../authority/roles.ts';
import { type Authority, unresolved } from '../../model/authority.ts';
import type { Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';

/** Whoever holds this role of KintoID.sol says who is identified, and who is under sanctions. */
const providerRole = keccak256(toBytes('KYC_PROVIDER_ROLE'));
const shape = [
  'function isKYC(address) view returns (bool)',
  'function addSanction(address, uint16)',
  'function KYC_PROVIDER_ROLE() view returns (bytes32)',
] as const;

/**
 * The power of a register of identities (KintoID.sol): the wallets of the chain act only for users whom it holds to be identified and
 * not under sanctions. It lives on the chain itself, and nothing on the host leads to it.
 */
export async function identityPowers(
  register: Address | undefined,
  chainId: Observation<number>,
  host: Resolver,
): Promise<readonly Power[]> {
  if (register === undefined) return [];
  return [
    power({
      id: 'exclude-users',
      title: 'declare users unidentified or under sanctions',
      breaks: ['uncensored'],
      authority: await providers(register, chainId, host),
      on: register,
      effect: 'The wallet of a user whom the register does not accept no longer acts, not even to leave.',
    }),
  ];
}

async function providers(register: Address, chainId: Observation<number>, host: Resolver): Promise<Authority> {
  if (chainId.status === 'unknown') return unresolved(`the register of identities was not read: ${chainId.reason}`);
  const l2 = host.on(chainId.value);
  if (l2 === undefined) {
    return unresolved(`the register of identities was not read: no evidence of chain ${chainId.value}`);
  }
  const contract = await l2.inspect(register);
  const { address, pushed } = contract;
  if (pushed.status === 'unknown') return unresolved(`the register of identities was not read: ${pushed.reason}`);
  if (!answers(contract, ...shape)) {
    return unresolved(`${register} on chain ${chainId.value} is no register of identities that is recognised`);
  }
  return (await roleAuthority({ address, pushed: pushed.value }, providerRole, l2)).authority;
}
