import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { unresolved } from '../../model/authority.ts';
import type { Chain } from '../../model/chain.ts';
import { guarantees } from '../../model/guarantee.ts';
import { all, known, map, type Observation } from '../../model/observation.ts';
import type { Exit, Power } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { type Part, power, upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { discover, type OpContracts } from './contracts.ts';
import { judgeByGames } from './dispute-games.ts';
import { guardianOf, guardOf } from './guardian.ts';
import { type Judge, unknownJudge } from './judge.ts';
import { leavesAlone } from './leaving.ts';
import { judgeByOracle } from './output-oracle.ts';
import { predeployPower } from './predeploys.ts';
import { recogniseOpStack } from './recognise.ts';
import { sequencingPowers } from './sequencing.ts';

/** How a user gets a transaction in by way of the portal; portals with a token of their own for gas name its amounts as well. */
const deposits = [
  'function depositTransaction(address, uint256, uint64, bool, bytes) payable',
  'function depositTransaction(uint256, uint256, address, uint256, uint64, bool, bytes) payable',
];
/** Seconds between two Ethereum blocks, in which the sequencing window is counted (EIP-2982 and later: one slot). */
const blockSeconds = 12;

/** The OP Stack, from the first output oracles to today's games. */
export const opStack: Stack = {
  id: 'op-stack',
  title: 'OP Stack',
  entryPoints: {
    SystemConfig: { required: false, meaning: 'the chain’s configuration; the rest is found from it' },
    OptimismPortal: { required: false, meaning: 'where SystemConfig does not name it' },
    L1CrossDomainMessenger: { required: false, meaning: 'where SystemConfig does not name it' },
    L1StandardBridge: { required: false, meaning: 'where SystemConfig does not name it' },
    L1ERC721Bridge: { required: false, meaning: 'where SystemConfig does not name it' },
    L2OutputOracle: { required: false, meaning: 'where the portal does not name it' },
    DisputeGameFactory: { required: false, meaning: 'where the portal does not name it' },
    AnchorStateRegistry: { required: false, meaning: 'where the portal does not name it' },
    SuperchainConfig: { required: false, meaning: 'where the portal does not name it' },
    DataAvailabilityChallenge: { required: false, meaning: 'where data that lie elsewhere can be demanded' },
    ETHLockbox: { required: false, meaning: 'where the portal does not name it' },
  },
  assess,
  recognise: recogniseOpStack,
};

async function assess(context: StackContext): Promise<Assessment> {
  const { chain, resolver } = context;
  const contracts = await discover(context);
  const [judge, guard] = await Promise.all([
    judgeOf(contracts, chain.chainId ?? 0, resolver),
    guardOf(contracts, resolver),
  ]);
  const parts = [...partsOf(contracts), ...judge.parts, ...extraParts(chain)];
  const enabled = map(contracts.portal, (portal) => deposits.some((deposit) => answers(portal, deposit)));
  const inclusion = map(claimed(chain, 'sequencing.window.blocks', 'number'), (blocks) => blocks * blockSeconds);
  const open = judge.facts['proof.proposer.permissionless'] as Observation<boolean>;
  const alone = leavesAlone([enabled, open], contracts.portal);
  const exit: Exit = {
    possible: alone,
    start: [
      {
        name: 'inclusion',
        seconds: inclusion,
        source: 'sequencing window: the rollup configuration, in blocks of 12 s',
      },
    ],
    finish: [...judge.finish, ...guard.finish],
  };
  return {
    facts: { ...judge.facts, ...sharedFacts(context, { enabled, inclusion, alone }), 'pause.active': guard.paused },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts(contracts, resolver),
      ...judge.powers,
      ...guard.powers,
      ...(await sequencingPowers(contracts, chain, resolver)),
      await predeployPower(chain.chainId ?? 0, resolver),
    ],
    exit,
    contracts: parts,
    notes: judge.notes,
  };
}

async function judgeOf(contracts: OpContracts, chainId: number, resolver: Resolver): Promise<Judge> {
  const { portal, factory, oracle, anchorRegistry: registry } = contracts;
  const found = all([portal, factory, oracle, registry]);
  if (found.status === 'unknown') return unknownJudge(found.reason, found.evidence);
  const [gate, games, outputs, anchors] = found.value;
  if (games !== null) {
    const guardian = await guardianOf(contracts, gate, resolver);
    return judgeByGames({ portal: gate, factory: games, registry: anchors, guardian, chainId }, resolver);
  }
  if (outputs !== null) return judgeByOracle(outputs, resolver);
  return unknownJudge('the portal names neither a dispute game factory nor an output oracle', found.evidence);
}

/** The contracts that were found, by role. */
function partsOf(contracts: OpContracts): readonly Part[] {
  return Object.entries(roles).flatMap(([key, role]) => {
    const contract: Observation<Contract | null> = contracts[key as keyof OpContracts];
    return contract.status === 'known' && contract.value !== null ? [{ role, address: contract.value.address }] : [];
  });
}

/** Contracts that no other names: escrows, and where data that lie elsewhere can be demanded. */
function extraParts({ contracts, escrows }: Chain): readonly Part[] {
  const challenge = contracts['DataAvailabilityChallenge'];
  const demanded = challenge === undefined ? [] : [{ role: 'DataAvailabilityChallenge', address: challenge }];
  return [...demanded, ...escrows.map((address) => ({ role: 'escrow', address }))];
}

const roles = {
  portal: 'OptimismPortal',
  messenger: 'L1CrossDomainMessenger',
  bridge: 'L1StandardBridge',
  nftBridge: 'L1ERC721Bridge',
  lockbox: 'ETHLockbox',
  systemConfig: 'SystemConfig',
  factory: 'DisputeGameFactory',
  anchorRegistry: 'AnchorStateRegistry',
  oracle: 'L2OutputOracle',
  superchainConfig: 'SuperchainConfig',
} as const satisfies Record<keyof OpContracts, string>;

/** A contract that every chain has and that could not be found: whoever controls it is not known. */
function unknownParts(contracts: OpContracts, resolver: Resolver): readonly Power[] {
  const portal = contracts.portal.status === 'known' ? contracts.portal.value.address : resolver.reader.block.hash;
  return Object.entries(roles).flatMap(([key, role]) => {
    const contract: Observation<Contract | null> = contracts[key as keyof OpContracts];
    if (contract.status === 'known') return [];
    const authority = unresolved(`${role}: ${contract.reason}`);
    const title = `act through ${role}, which was not found`;
    const effect = 'Nothing is known of who controls this contract.';
    const on = portal.slice(0, 42) as `0x${string}`;
    return [power({ id: `unknown-${key.toLowerCase()}`, title, breaks: guarantees, authority, on, effect })];
  });
}

type Way = {
  readonly enabled: Observation<boolean>;
  readonly inclusion: Observation<number>;
  readonly alone: Observation<boolean>;
};

function sharedFacts({ chain }: StackContext, way: Way): Assessment['facts'] {
  const data = claimed(chain, 'data.location', 'string');
  return {
    'data.location': data,
    'data.content': claimed(chain, 'data.content', 'string'),
    'data.network': claimed(chain, 'data.network', 'string'),
    'data.attested': map(data, (location) => location === 'ethereum'),
    'data.committee.members': known(0),
    'data.committee.threshold': known(0),
    'inclusion.mechanism': map(way.enabled, (on) => (on ? 'self-sequence' : 'none')),
    'inclusion.enabled': way.enabled,
    'inclusion.filterable': map(way.enabled, () => false),
    'inclusion.seconds': way.inclusion,
    'exit.alone': way.alone,
    'exit.mechanism': map(way.alone, (alone) => (alone ? 'self-propose' : 'none')),
    'host.is.ethereum': known(chain.host === 'ethereum'),
    'node.source': claimed(chain, 'node.source', 'boolean'),
    'state.posted': known(true),
  };
}
