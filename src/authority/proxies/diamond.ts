import type { Address, Hex } from 'viem';
import { readCode, readView } from '../../evidence/reads.ts';
import { anyOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import type { CodeSummary } from '../../model/evidence.ts';
import { all, chainRead, known, type Observation } from '../../model/observation.ts';
import { attempt } from '../attempt.ts';
import { selectorOf } from '../contract.ts';
import { addressAuthority, ownersOf } from '../ownership.ts';
import type { ProxyKind, Resolver } from '../resolver.ts';

const facetAddresses = 'function facetAddresses() view returns (address[])';
/** EIP-2535's own way to replace facets; the contract's owner may call it (LibDiamond of the reference implementations). */
const diamondCut = selectorOf('function diamondCut((address,uint8,bytes4[])[], address, bytes)');

/**
 * Who alone may call `executeUpgrade` on a ZK Stack diamond, newest first: the chain type manager (v26 on), the state transition
 * manager (v24), the governor (before).
 */
const masters = [
  'function getChainTypeManager() view returns (address)',
  'function getStateTransitionManager() view returns (address)',
  'function getGovernor() view returns (address)',
] as const;
const pendingGovernor = 'function getPendingGovernor() view returns (address)';

/** EIP-2535: every function may have another implementation, a facet. Told by the loupe that its facets answer. */
export const diamond: ProxyKind = {
  kind: 'diamond',
  async detect({ address, code }, resolver) {
    if (!code.delegatecalls && !code.pushed.includes(selectorOf(facetAddresses))) return known(null);
    const facets = await attempt(resolver.reader, { on: address, view: facetAddresses });
    return chainRead(facets, async (found) => {
      if (found === null || found.length === 0) return known(null);
      const admin = await controlOf(address, { code, facets: found }, resolver);
      return known({ kind: 'diamond', implementations: found, admin });
    });
  },
};

type Cut = { readonly code: CodeSummary; readonly facets: readonly Address[] };

/** Who may replace the facets; unresolved where no facet has a function for it that is known here. */
async function controlOf(address: Address, { code, facets }: Cut, resolver: Resolver): Promise<Authority> {
  const id = bodyId(resolver.reader.chainId, address);
  const codes = all(await Promise.all(facets.map((facet) => readCode(resolver.reader, facet))));
  if (codes.status === 'unknown') return unresolved(codes.reason, id);
  const pushed: ReadonlySet<Hex> = new Set([code, ...codes.value].flatMap((one) => one.pushed));
  const master = masters.find((view) => pushed.has(selectorOf(view)));
  if (master !== undefined) return mastersAuthority(address, { master, pushed }, resolver);
  const owners = pushed.has(diamondCut) ? await ownersOf({ address, pushed }, resolver) : null;
  return owners ?? unresolved(`who may replace the facets of ${address} is not known`, id);
}

type Mastered = { readonly master: (typeof masters)[number]; readonly pushed: ReadonlySet<Hex> };

async function mastersAuthority(
  address: Address,
  { master, pushed }: Mastered,
  resolver: Resolver,
): Promise<Authority> {
  const ask = (view: (typeof masters)[number]): Promise<Observation<Address>> =>
    readView(resolver.reader, { on: address, view });
  const current = await addressAuthority(ask(master), resolver);
  const successor = master === masters[2] && pushed.has(selectorOf(pendingGovernor));
  if (!successor) return current;
  return anyOf([current, await addressAuthority(ask(pendingGovernor as (typeof masters)[number]), resolver)]);
}
