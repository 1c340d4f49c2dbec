import { unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { known } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { entryPoint, partsOf, unknownParts } from '../discovery.ts';
import { power, upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { discover, partiesOf } from './contracts.ts';
import { proofFacts, wayOut } from './facts.ts';
import { hostPowers } from './powers.ts';
import { recogniseMetis } from './recognise.ts';

/** Metis: the first optimistic rollup's contracts (OVM 1), with an address manager for many chains. */
export const metis: Stack = {
  id: 'metis',
  title: 'Metis',
  entryPoints: {
    Lib_AddressManager: { required: true, meaning: 'knows all other contracts by name' },
  },
  assess,
  recognise: recogniseMetis,
};

async function assess(context: StackContext): Promise<Assessment> {
  const { chain, resolver } = context;
  const on = entryPoint(chain, 'Lib_AddressManager');
  const contracts = await discover(context);
  const parties = await partiesOf(contracts, resolver);
  // The factory releases no funds: what it can do is a power of its own.
  const { DisputeGameFactory: _, ...bridge } = contracts;
  const parts = [...partsOf(bridge), ...chain.escrows.map((address) => ({ role: 'escrow', address }))];
  const way = await wayOut(contracts, resolver);
  return {
    facts: {
      ...(await proofFacts(chain, { contracts, parties }, resolver)),
      ...way.facts,
      'node.source': claimed(chain, 'node.source', 'boolean'),
      'host.is.ethereum': known(chain.host === 'ethereum'),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts(contracts, on),
      ...(await hostPowers(chain, { contracts, parties }, resolver)),
      systemContracts(context),
    ],
    exit: way.exit,
    contracts: parts,
    notes: [],
  };
}

/** No contract says who may change what was there from the first block. */
function systemContracts({ chain }: StackContext): Power {
  return power({
    id: 'upgrade-l2-contracts',
    title: "replace the code of the chain's system contracts",
    breaks: guarantees,
    authority: unresolved(`no contract on Ethereum says who owns the system contracts of ${chain.name}`),
    on: entryPoint(chain, 'Lib_AddressManager'),
    effect: 'New code of a system contract can mint, seize, and send any message to Ethereum.',
  });
}
