import { unresolved } from '../../model/authority.ts';
import { guarantees } from '../../model/guarantee.ts';
import { known } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { claimed } from '../claims.ts';
import { entryPoint, partsOf, unknownParts } from '../discovery.ts';
import { power, upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { discover } from './contracts.ts';
import { proofFacts, wayOut } from './facts.ts';
import { hostPowers } from './powers.ts';
import { recogniseFuel } from './recognise.ts';

/** Fuel: a chain with a machine of its own, whose blocks' hashes are committed on Ethereum and not proved. */
export const fuel: Stack = {
  id: 'fuel',
  title: 'Fuel',
  entryPoints: {
    FuelMessagePortal: { required: true, meaning: 'passes messages and holds the ether; it names the chain state' },
    FuelERC20Gateway: { required: false, meaning: 'holds tokens; no contract names it' },
    FuelERC721Gateway: { required: false, meaning: 'holds single tokens, where there is one; no contract names it' },
  },
  assess,
  recognise: recogniseFuel,
};

async function assess(context: StackContext): Promise<Assessment> {
  const { chain, resolver } = context;
  const contracts = await discover(context);
  const parts = [...partsOf(contracts), ...chain.escrows.map((address) => ({ role: 'escrow', address }))];
  const way = await wayOut(contracts, resolver);
  return {
    facts: {
      ...proofFacts(chain, contracts),
      ...way.facts,
      'node.source': claimed(chain, 'node.source', 'boolean'),
      'host.is.ethereum': known(chain.host === 'ethereum'),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts(contracts, entryPoint(chain, 'FuelMessagePortal')),
      ...(await hostPowers(contracts, resolver)),
      ...dataPowers(context),
      chainSide(context),
    ],
    exit: way.exit,
    contracts: parts,
    notes: [
      'A block that was committed cannot be taken back: until it is final, whoever administers the contracts can only pause or replace them.',
      'Gateways of single tokens (ERC-721) are counted where the registry names one. Anybody may make a gateway.',
    ],
  };
}

/** Where no one vouches that the data are on Ethereum, nobody knows who has them. */
function dataPowers({ chain }: StackContext): readonly Power[] {
  const data = claimed(chain, 'data.location', 'string');
  if (data.status === 'known' && data.value === 'ethereum') return [];
  return [
    power({
      id: 'withhold-data',
      title: 'keep the data from which the state is rebuilt to itself',
      breaks: ['valid', 'uncensored', 'unreverted'],
      authority: unresolved(data.status === 'known' ? 'no contract says who holds the data' : data.reason),
      on: entryPoint(chain, 'FuelMessagePortal'),
      effect: 'Without the data nobody can check or continue the chain.',
    }),
  ];
}

/** The chain is no EVM, so what its own contracts and settings say is not read. */
function chainSide({ chain }: StackContext): Power {
  return power({
    id: 'upgrade-l2-contracts',
    title: "replace the chain's rules, or its side of the gateways",
    breaks: guarantees,
    authority: unresolved(`no contract on Ethereum says who may change the rules and contracts of ${chain.name}`),
    on: entryPoint(chain, 'FuelMessagePortal'),
    effect: 'New rules or code can mint, seize, and send any message to Ethereum.',
  });
}
