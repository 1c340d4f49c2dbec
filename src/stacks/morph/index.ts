import { known } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { counterpartPowers } from '../counterparts.ts';
import { entryPoint, partsOf, unknownParts } from '../discovery.ts';
import { upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { discover, type MorphContracts } from './contracts.ts';
import { proofFacts, wayOut } from './facts.ts';
import { readChallengers, readStakers } from './participants.ts';
import { hostPowers } from './powers.ts';
import { recogniseMorph } from './recognise.ts';

/** Morph: batches of stakers that listed challengers may have proved. */
export const morph: Stack = {
  id: 'morph',
  title: 'Morph',
  entryPoints: {
    Rollup: { required: true, meaning: 'the rollup; most of the rest is found from it' },
    L1GatewayRouter: { required: false, meaning: 'the router of the gateways that hold tokens; no contract names it' },
  },
  assess,
  recognise: recogniseMorph,
};

async function assess(context: StackContext): Promise<Assessment> {
  const { chain, resolver } = context;
  const on = entryPoint(chain, 'Rollup');
  const contracts = await discover(context);
  const [stakers, challengers] = await Promise.all([
    readStakers(contracts.L1Staking, resolver),
    readChallengers(contracts.Rollup, resolver),
  ]);
  const parts = [...partsOf(contracts), ...chain.escrows.map((address) => ({ role: 'escrow', address }))];
  const [proof, way] = await Promise.all([
    proofFacts({ contracts, challengers }, resolver),
    wayOut(contracts, resolver),
  ]);
  const period = proof['proof.challenge.seconds'] as Parameters<typeof hostPowers>[1]['period'];
  return {
    facts: {
      ...proof,
      ...way.facts,
      'proof.source.published': claimed(chain, 'proof.source.published', 'boolean'),
      'node.source': claimed(chain, 'node.source', 'boolean'),
      'host.is.ethereum': known(chain.host === 'ethereum'),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts(contracts, on),
      ...(await hostPowers(contracts, { stakers, challengers, period }, resolver)),
      ...(await l2Powers(context, contracts)),
    ],
    exit: way.exit,
    contracts: parts,
    notes: [],
  };
}

function l2Powers({ chain, resolver }: StackContext, contracts: MorphContracts): Promise<readonly Power[]> {
  const bridged = [
    { role: 'L2CrossDomainMessenger', host: contracts.L1CrossDomainMessenger },
    { role: 'L2ETHGateway', host: contracts.L1ETHGateway },
    { role: 'L2StandardERC20Gateway', host: contracts.L1StandardERC20Gateway },
  ];
  const view = 'function counterpart() view returns (address)';
  return counterpartPowers(chain, { bridged, view, on: entryPoint(chain, 'Rollup') }, resolver);
}
