import type { Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { unresolved } from '../../model/authority.ts';
import type { Chain } from '../../model/chain.ts';
import { guarantees } from '../../model/guarantee.ts';
import { all, type Observation } from '../../model/observation.ts';
import type { Exit, Power } from '../../model/power.ts';
import { inclusionTerm, portalFacts, wayIn } from '../op-facts.ts';
import { type Part, power, upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { discover, type OpContracts } from './contracts.ts';
import { judgeByGames } from './dispute-games.ts';
import { guardianOf, guardOf } from './guardian.ts';
import { type Judge, unknownJudge } from './judge.ts';
import { leavesAlone } from '../op-leaving.ts';
import { judgeByOracle } from './output-oracle.ts';
import { predeployPower } from '../op-predeploys.ts';
import { recogniseOpStack } from './recognise.ts';
import { sequencingPowers } from '../op-sequencing.ts';

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
  const { enabled, inclusion } = wayIn(contracts.portal, chain);
  const open = judge.facts['proof.proposer.permissionless'] as Observation<boolean>;
  const alone = leavesAlone([enabled, open], contracts.portal);
  const exit: Exit = {
    possible: alone,
    start: [inclusionTerm(inclusion)],
    finish: [...judge.finish, ...guard.finish],
  };
  return {
    facts: { ...judge.facts, ...portalFacts(context, { enabled, inclusion, alone }), 'pause.active': guard.paused },
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
