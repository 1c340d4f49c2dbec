import { known, type Observation } from '../../model/observation.ts';
import { claimed } from '../claims.ts';
import { type Discovered, partsOf, unknownParts } from '../discovery.ts';
import { upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { bridgeOnChainPower } from './bridge-on-chain.ts';
import { adminAuthority, type CdkContracts, discover, sequencerAuthority } from './contracts.ts';
import { dataOf } from './data.ts';
import { operatorPowers } from './operator-powers.ts';
import { proofOf } from './proof.ts';
import { recognisePolygonCdk } from './recognise.ts';
import { wayOutOf } from './way-out.ts';

/** Polygon CDK and the Agglayer: many chains behind one rollup manager and one bridge. */
export const polygonCdk: Stack = {
  id: 'polygon-cdk',
  title: 'Polygon CDK',
  entryPoints: {
    PolygonConsensus: { required: true, meaning: 'the chain’s own contract on its host; the rest is found from it' },
  },
  assess,
  recognise: recognisePolygonCdk,
};

async function assess(context: StackContext): Promise<Assessment> {
  const { chain, resolver } = context;
  const contracts = await discover(context);
  const { consensus } = contracts;
  const [admin, sequencer] = await Promise.all([
    adminAuthority(consensus, resolver),
    sequencerAuthority(consensus, resolver),
  ]);
  const [proof, data] = await Promise.all([
    proofOf(contracts, sequencer, resolver),
    dataOf(context, contracts, { sequencer, admin }),
  ]);
  const openToProve = proof.facts['proof.proposer.permissionless'] as Observation<boolean>;
  const way = await wayOutOf(contracts, openToProve, resolver);
  const operators = { admin, sequencer, openToProve: isTrue(openToProve), openToForce: isTrue(way.openToForce) };
  const found = rolesOf(contracts);
  const parts = [...partsOf(found), ...chain.escrows.map((address) => ({ role: 'escrow', address }))];
  return {
    facts: {
      ...proof.facts,
      ...data.facts,
      ...way.facts,
      'host.is.ethereum': known(chain.host === 'ethereum'),
      'node.source': claimed(chain, 'node.source', 'boolean'),
      'proof.source.published': claimed(chain, 'proof.source.published', 'boolean'),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts(found, consensus.address),
      ...proof.powers,
      ...(await operatorPowers(contracts, operators, resolver)),
      ...data.powers,
      await bridgeOnChainPower(contracts, resolver),
    ],
    exit: way.exit,
    contracts: parts,
    notes: [],
  };
}

function isTrue(flag: Observation<boolean>): boolean {
  return flag.status === 'known' && flag.value;
}

/** The data committee is left out: whoever changes it can keep data, which is a power of its own. */
function rolesOf({ consensus, manager, bridge, exitRoot, verifier, gateway }: CdkContracts): Discovered {
  return {
    PolygonConsensus: known(consensus),
    RollupManager: manager,
    Bridge: bridge,
    GlobalExitRoot: exitRoot,
    Verifier: verifier,
    AggLayerGateway: gateway,
  };
}
