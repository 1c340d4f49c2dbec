import { type Address, getAddress, type Hex } from 'viem';
import { aliasedAuthority } from '../../authority/alias.ts';
import { attempt } from '../../authority/attempt.ts';
import { answers } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readCode, readView } from '../../evidence/reads.ts';
import { anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { chainRead, map, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power, upgradePowers } from '../powers.ts';
import { rulesOutMinting } from './programs.ts';

/** The precompile that tells who owns a Nitro chain (ArbOwnerPublic.sol); the owners act through the one at 0x70. */
const ownerPublic: Address = getAddress('0x000000000000000000000000000000000000006b');
const counterpartOf = 'function counterpartGateway() view returns (address)';
const allOwners = 'function getAllChainOwners() view returns (address[])';
const allMinters = 'function getAllNativeTokenOwners() view returns (address[])';

/** A chain's own side: its id, where that could be read, the program it has to follow, and the contracts there that mint its tokens. */
export type ChainSide = {
  readonly chainId: Observation<number>;
  readonly program: Observation<Hex>;
  readonly counterparts: Observation<readonly Address[]>;
};

/** The powers over the chain that are held on the chain itself: its owners, and whoever may change its token gateways. */
export async function chainPowers(side: ChainSide, resolver: Resolver): Promise<readonly Power[]> {
  const l2 = side.chainId.status === 'known' ? resolver.on(side.chainId.value) : undefined;
  const reason = side.chainId.status === 'known' ? `no evidence of chain ${side.chainId.value}` : side.chainId.reason;
  return [
    power({
      id: 'own-chain',
      title: 'set the fees, the gas limits and the version of the chain’s system',
      breaks: ['uncensored', 'untouched'],
      authority:
        l2 === undefined ? unresolved(`the chain owners were not read: ${reason}`) : await chainOwners(resolver, l2),
      on: ownerPublic,
      effect:
        'With fees or limits that nobody can meet no transaction runs, a forced one neither; a new version changes the rules.',
    }),
    ...(l2 === undefined ? hiddenGateways(side, reason) : await gatewayPowers(side, l2)),
    ...(l2 === undefined || rulesOutMinting(side.program) ? [] : await mintingPowers(resolver, l2)),
  ];
}

async function chainOwners(host: Resolver, l2: Resolver): Promise<Authority> {
  const owners = await readView(l2.reader, { on: ownerPublic, view: allOwners });
  if (owners.status === 'unknown') return unresolved(`the chain owners were not read: ${owners.reason}`);
  return anyOf(await Promise.all(owners.value.map((one) => aliasedAuthority(one, { host, l2 }))));
}

/** Those whom the owners let mint the chain's own currency. Before ArbOS 41 there were none, and the precompile knew no such question. */
async function mintingPowers(host: Resolver, l2: Resolver): Promise<readonly Power[]> {
  const minters = await readMinters(l2);
  if (minters.status === 'known' && minters.value.length === 0) return [];
  const of =
    minters.status === 'known'
      ? await Promise.all(minters.value.map((one) => aliasedAuthority(one, { host, l2 })))
      : [unresolved(`who may mint the chain’s currency was not read: ${minters.reason}`)];
  return [
    power({
      id: 'mint-currency',
      title: 'mint the currency of the chain',
      breaks: ['valid', 'untouched'],
      authority: anyOf(of),
      on: ownerPublic,
      effect: 'What is minted out of nothing can be withdrawn, until the bridge holds nothing for anybody else.',
    }),
  ];
}

async function readMinters({ reader }: Resolver): Promise<Observation<readonly Address[]>> {
  return chainRead(await readCode(reader, ownerPublic), async ({ size }) => {
    // Every precompile has one byte of code. Without it nothing is said about what the precompile would answer.
    if (size === 0) return unknown(`there is no precompile at ${ownerPublic}`);
    return map(await attempt(reader, { on: ownerPublic, view: allMinters }), (found) => found ?? []);
  });
}

/** Who may change the gateways on the chain could not be read. They can mint whatever the escrows on the host hold. */
function hiddenGateways({ counterparts }: Pick<ChainSide, 'counterparts'>, reason: string): readonly Power[] {
  if (counterparts.status === 'known' && counterparts.value.length === 0) return [];
  const why = counterparts.status === 'known' ? reason : counterparts.reason;
  const on = counterparts.status === 'known' ? (counterparts.value[0] ?? ownerPublic) : ownerPublic;
  return [gatewayPower(on, unresolved(`the token gateways on the chain were not read: ${why}`))];
}

async function gatewayPowers({ counterparts }: ChainSide, l2: Resolver): Promise<readonly Power[]> {
  if (counterparts.status === 'unknown') return hiddenGateways({ counterparts }, counterparts.reason);
  const parts = counterparts.value.map((address) => ({ role: 'gateway on the chain', address }));
  const [powers, strange] = await Promise.all([
    upgradePowers(parts, l2),
    Promise.all(counterparts.value.map((one) => strangeness(one, l2))),
  ]);
  const of = [...powers.map(({ authority }) => authority), ...strange.filter((one) => one !== null)];
  return of.length === 0 ? [] : [gatewayPower(counterparts.value[0] ?? ownerPublic, anyOf(of))];
}

/** What the host takes for a gateway and what does not look like one may send it anything. */
async function strangeness(address: Address, l2: Resolver): Promise<Authority | null> {
  const contract = await l2.inspect(address);
  if (contract.pushed.status === 'unknown' || answers(contract, counterpartOf)) return null;
  return unresolved(`${address} on chain ${l2.reader.chainId} does not look like a token gateway`);
}

function gatewayPower(on: Address, authority: Authority): Power {
  return power({
    id: 'upgrade-chain-gateways',
    title: 'replace the code of the token gateways on the chain',
    breaks: guarantees,
    authority,
    on,
    effect: 'New code can mint tokens that the escrows on the host pay out, and seize or freeze those that users hold.',
  });
}
