import type { Contract } from '../../authority/contract.ts';
import { known, type Observation, unknown } from '../../model/observation.ts';
import { claimed } from '../claims.ts';
import { type Discovered, entryPoint, follow, partsOf, unknownParts } from '../discovery.ts';
import { upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { proofFacts, wayOut } from './facts.ts';
import { l2Powers } from './l2.ts';
import { beaconPowers, hostPowers } from './powers.ts';
import { recogniseLinea } from './recognise.ts';

/** Linea, from its first proofs on Ethereum to version 6 of its rollup. */
export const linea: Stack = {
  id: 'linea',
  title: 'Linea',
  entryPoints: {
    LineaRollup: { required: true, meaning: 'the rollup and message service, which holds the ether' },
    TokenBridge: { required: false, meaning: 'the bridge that holds tokens; no contract names it' },
  },
  assess,
  recognise: recogniseLinea,
};

async function assess({ chain, resolver }: StackContext): Promise<Assessment> {
  const rollup = await resolver.inspect(entryPoint(chain, 'LineaRollup'));
  const listed = chain.contracts['TokenBridge'];
  const bridge: Observation<Contract> =
    listed === undefined
      ? unknown('no contract names it, and the registry does not')
      : known(await resolver.inspect(listed));
  const beacon = await follow(resolver, bridge, ['function tokenBeacon() view returns (address)']);
  const discovered: Discovered = { LineaRollup: known(rollup), TokenBridge: bridge };
  const parts = [...partsOf(discovered), ...chain.escrows.map((address) => ({ role: 'escrow', address }))];
  const way = await wayOut(rollup, bridge, resolver);
  return {
    facts: {
      ...(await proofFacts(rollup, resolver)),
      ...way.facts,
      'proof.source.published': claimed(chain, 'proof.source.published', 'boolean'),
      'node.source': claimed(chain, 'node.source', 'boolean'),
      'host.is.ethereum': known(chain.host === 'ethereum'),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts({ ...discovered, TokenBeacon: beacon }, rollup.address),
      ...(await hostPowers(rollup, bridge, resolver)),
      ...beaconPowers(beacon, resolver),
      ...(await l2Powers(chain, { bridge, rollup }, resolver)),
    ],
    exit: way.exit,
    contracts: parts,
    notes: [
      'After six months without finalisation anybody may make the fallback operator an operator. That is no way out for a user whom a working operator leaves out.',
    ],
  };
}
