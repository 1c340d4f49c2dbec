import type { Address } from 'viem';
import { readView } from '../../evidence/reads.ts';
import { anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { all } from '../../model/observation.ts';
import { answers } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import type { Controller, Resolver } from '../resolver.ts';

const remoteOwner = 'function remoteOwner() view returns (address)';
const remoteChain = 'function remoteChainId() view returns (uint64)';
const admin = 'function admin() view returns (address)';

/**
 * Taiko's DelegateOwner, which owns contracts on the L2 for an owner on the host: it does what that owner says by a message
 * through the bridge. It owns itself, so its own `owner()` tells nothing.
 */
export const delegateOwner: Controller = {
  kind: 'delegate-owner',
  recognises: (contract) => answers(contract, remoteOwner, remoteChain),
  async resolve(contract, resolver) {
    const on = contract.address;
    const [owner, chain] = await Promise.all([
      readView(resolver.reader, { on, view: remoteOwner }),
      readView(resolver.reader, { on, view: remoteChain }),
    ]);
    const pair = all([owner, chain]);
    const remote =
      pair.status === 'known'
        ? elsewhere(pair.value[0], Number(pair.value[1]), resolver)
        : unresolved(`whose orders ${on} takes could not be read: ${pair.reason}`);
    const local = answers(contract, admin)
      ? [await addressAuthority(readView(resolver.reader, { on, view: admin }), resolver)]
      : [];
    return { name: 'owner on another chain', authority: anyOf([remote, ...local]), evidence: pair.evidence };
  },
};

function elsewhere(owner: Address, chainId: number, resolver: Resolver): Authority {
  const there = resolver.on(chainId);
  return there ? there.resolve(owner) : unresolved(`there is no evidence of chain ${chainId}, where ${owner} lives`);
}
