import { zeroHash } from 'viem';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { bodyId, unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { chain as chainOf, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { type Discovered, entryPoint, follow, followAlways, partsOf, unknownParts } from '../discovery.ts';
import { type OwnerPower, ownerPowers } from '../owner-powers.ts';
import { power, upgradePowers } from '../powers.ts';
import { roleNamed, type RolePower, rolePowers } from '../role-powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { recognisePolygonPos, rootChainShape } from './recognise.ts';

const syncState = 'function syncState(address, bytes)';

/** Registry.sol and StakeManager.sol: who is believed is decided by what these name. */
const governed: readonly OwnerPower[] = [
  {
    id: 'replace-contracts',
    title: 'name other contracts for the bridge',
    breaks: guarantees,
    effect: 'The contracts that judge withdrawals and count stake are found by this list.',
    functions: ['function updateContractMap(bytes32, address)', 'function update(address, bytes)'],
  },
];

/** RootChainManager.sol: what its admins, and those who list tokens, may change at once. */
const administered: readonly RolePower[] = [
  {
    id: 'redirect-token-bridge',
    title: 'name another judge of withdrawals for the token bridge',
    breaks: guarantees,
    effect: 'The bridge pays out whatever the contract named here calls a checkpoint.',
    roles: [zeroHash],
    functions: [
      'function setCheckpointManager(address)',
      'function setStateSender(address)',
      'function setChildChainManagerAddress(address)',
    ],
  },
  {
    id: 'map-tokens',
    title: 'declare which token of the chain a deposit belongs to',
    breaks: ['valid', 'uncensored', 'untouched'],
    effect:
      'A worthless token can be declared to be worth what the bridge holds, and one that users hold to be worth nothing.',
    roles: [roleNamed('MAPPER_ROLE')],
    functions: [
      'function registerPredicate(bytes32, address)',
      'function mapToken(address, address, bytes32)',
      'function remapToken(address, address, bytes32)',
      'function cleanMapToken(address, address)',
    ],
  },
];

/** A chain of proof-of-stake validators whose checkpoints two thirds of the stake sign (Polygon PoS, `matic-contracts`). */
export const polygonPos: Stack = {
  id: 'polygon-pos',
  title: 'Polygon PoS',
  entryPoints: {
    RootChain: { required: true, meaning: 'where the validators’ checkpoints are accepted' },
    RootChainManager: { required: false, meaning: 'the bridge for tokens, which nothing else leads to' },
    Registry: { required: false, meaning: 'where RootChain does not name it' },
  },
  assess,
  recognise: recognisePolygonPos,
};

async function assess({ chain, resolver }: StackContext): Promise<Assessment> {
  const found = await discover({ chain, resolver });
  const parts = [...partsOf(found), ...chain.escrows.map((address) => ({ role: 'escrow', address }))];
  const rootChain = entryPoint(chain, 'RootChain');
  const owned = await Promise.all(Object.values(found).map((one) => ownerPowers(one, governed, resolver)));
  return {
    facts: facts(chain, found),
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts(found, rootChain),
      ...(await rolePowers(found['RootChainManager'] ?? known(null), administered, resolver)),
      ...owned.flat().map((one) => ({ ...one, id: `${one.id}-${one.on.slice(2, 8).toLowerCase()}` })),
      checkpointPower(rootChain, resolver),
    ],
    exit: { possible: map(codeOf(found, 'RootChain'), () => false), start: [], finish: [] },
    contracts: parts,
    notes: ['Whose stake the two thirds are is not read: the validators count as one hostile key.'],
  };
}

async function discover({ chain, resolver }: Pick<StackContext, 'chain' | 'resolver'>): Promise<Discovered> {
  const rootChain = known(await resolver.inspect(entryPoint(chain, 'RootChain')));
  const at = async (name: string) => {
    const address = chain.contracts[name];
    return known(address === undefined ? null : await resolver.inspect(address));
  };
  const manager = await at('RootChainManager');
  const registry = await at('Registry');
  const views = {
    StakeManager: 'function getStakeManagerAddress() view returns (address)',
    DepositManager: 'function getDepositManagerAddress() view returns (address)',
    WithdrawManager: 'function getWithdrawManagerAddress() view returns (address)',
    Governance: 'function governance() view returns (address)',
  } as const;
  const named = await Promise.all(
    Object.entries(views).map(async ([role, view]) => [role, await followAlways(resolver, registry, [view])] as const),
  );
  const sender = await follow(resolver, manager, ['function stateSenderAddress() view returns (address)']);
  return {
    RootChain: rootChain,
    RootChainManager: manager,
    Registry: registry,
    StateSender: notNull(sender, 'no contract names the StateSender'),
    ...Object.fromEntries(named),
  };
}

/** Signatures of validators are no proof; what was sent through the StateSender is for them to include. */
function facts(chain: StackContext['chain'], found: Discovered): Assessment['facts'] {
  const rootChain = codeOf(found, 'RootChain');
  const signed = chainOf(rootChain, (code) =>
    answers(code, ...rootChainShape)
      ? known(true)
      : unknown('the RootChain is not of the kind whose checkpoints validators sign'),
  );
  const queued = map(codeOf(found, 'StateSender'), (code) => answers(code, syncState));
  return {
    'proof.kind': map(signed, () => 'none'),
    'proof.variant': map(signed, () => 'none'),
    'proof.enforced': map(signed, () => false),
    'proof.keyless': map(signed, () => false),
    'data.location': map(signed, () => 'external'),
    'data.network': map(signed, () => 'validators'),
    'data.content': map(signed, () => 'none'),
    'data.attested': map(signed, () => true),
    'inclusion.mechanism': map(queued, (on) => (on ? 'enqueue' : 'none')),
    'inclusion.enabled': queued,
    'inclusion.filterable': map(queued, () => false),
    'exit.alone': map(signed, () => false),
    'exit.mechanism': map(signed, () => 'validators'),
    'state.posted': map(signed, () => true),
    'data.committee.members': known(0),
    'data.committee.threshold': known(0),
    'host.is.ethereum': known(chain.host === 'ethereum'),
    'node.source': claimed(chain, 'node.source', 'boolean'),
  };
}

/** A contract whose code was read. */
function codeOf(found: Discovered, role: string): Observation<Contract> {
  const contract = notNull(found[role] ?? known(null), `there is no ${role}`);
  return chainOf(contract, (of) => map(of.pushed, () => of));
}

function checkpointPower(rootChain: Power['on'], resolver: Resolver): Power {
  return power({
    id: 'sign-checkpoints',
    title: 'accept any state as a checkpoint, or none',
    breaks: guarantees,
    authority: unresolved(
      'whose stake makes two thirds of the validators is not read',
      bodyId(resolver.reader.chainId, rootChain),
    ),
    on: rootChain,
    effect: 'Two thirds of the stake decide what was withdrawn, which transactions count and whether data are shown.',
  });
}
