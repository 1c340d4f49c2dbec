import type { Contract } from '../../authority/contract.ts';
import { known, type Observation } from '../../model/observation.ts';
import { claimed } from '../claims.ts';
import { entryPoint, partsOf, unknownParts } from '../discovery.ts';
import { type Part, upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { discover, gatewaysOf, type ScrollContracts } from './contracts.ts';
import { gatewayPowers } from './gateways.ts';
import { inclusionOf } from './inclusion.ts';
import { l2Powers } from './l2.ts';
import { hostPowers } from './powers.ts';
import { proofFacts } from './proof.ts';
import { recogniseScroll } from './recognise.ts';

/** Scroll, before and after Euclid. */
export const scroll: Stack = {
  id: 'scroll',
  title: 'Scroll',
  entryPoints: {
    ScrollChain: { required: true, meaning: 'the rollup; most of the rest is found from it' },
    L1GatewayRouter: { required: false, meaning: 'the router of the gateways that hold tokens' },
    L1ScrollMessenger: { required: false, meaning: 'where the message queue does not name it' },
  },
  assess,
  recognise: recogniseScroll,
};

async function assess(context: StackContext): Promise<Assessment> {
  const { chain, resolver } = context;
  const on = entryPoint(chain, 'ScrollChain');
  const contracts = await discover(context);
  const gateways = await gatewaysOf(contracts, chain.escrows, resolver);
  const parts = partsWith(contracts, gateways);
  const [proof, way] = await Promise.all([
    proofFacts(contracts, chain.chainId, resolver),
    inclusionOf(contracts, resolver),
  ]);
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
      ...(await hostPowers(contracts, resolver)),
      ...(await gatewayPowers(gateways, on, resolver)),
      ...(await l2Powers(context, contracts, gateways)),
    ],
    exit: way.exit,
    contracts: parts,
    notes: [],
  };
}

/** The contracts by role, and the gateways that have no role of their own. */
function partsWith(contracts: ScrollContracts, gateways: Observation<readonly Contract[]>): readonly Part[] {
  const parts = partsOf(contracts);
  const held = gateways.status === 'known' ? gateways.value : [];
  const others = held.filter(({ address }) => !parts.some((part) => part.address === address));
  return [...parts, ...others.map(({ address }) => ({ role: 'escrow', address }))];
}
