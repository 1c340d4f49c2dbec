import type { Resolver } from '../../authority/resolver.ts';
import type { Contract } from '../../authority/contract.ts';
import { known, map } from '../../model/observation.ts';
import { claimed } from '../claims.ts';
import { entryPoint, partsOf, unknownParts } from '../discovery.ts';
import { upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { asRollup, discover, type Found, isCanonical } from './contracts.ts';
import { inclusionFacts, proofFacts, readSettings } from './facts.ts';
import { chainPowers } from './powers.ts';
import { recogniseAztecRollup } from './recognise.ts';

/** Aztec’s rollup of 2025 and 2026: validators propose, anybody proves, and a vote of their stake governs what can be governed. */
export const aztecRollup: Stack = {
  id: 'aztec-rollup',
  title: 'Aztec Rollup',
  entryPoints: { Rollup: { required: true, meaning: 'the rollup; everything else is found from it, but for portals' } },
  assess,
  recognise: recogniseAztecRollup,
};

const always = [
  'Portals hold what users bridge, and belong to applications: only those that the registry lists as escrows were looked at.',
  'The blobs hold the effects of transactions. To prove an epoch takes its transactions too, which validators pass on among themselves.',
  'Whoever bonds at the escape hatch may be drawn, by lot, to propose alone for some epochs; how long that takes has no bound.',
];

async function assess({ chain, resolver }: StackContext): Promise<Assessment> {
  const contract = await resolver.inspect(entryPoint(chain, 'Rollup'));
  const rollup = asRollup(contract);
  const found = await discover(rollup, resolver);
  const settings = await readSettings(rollup, resolver);
  const parts = [
    { role: 'Rollup', address: contract.address },
    ...partsOf(found),
    ...chain.escrows.map((address) => ({ role: 'escrow', address })),
  ];
  return {
    facts: {
      ...proofFacts(found, settings),
      ...inclusionFacts(settings),
      'host.is.ethereum': known(chain.host === 'ethereum'),
      'node.source': claimed(chain, 'node.source', 'boolean'),
      'proof.source.published': claimed(chain, 'proof.source.published', 'boolean'),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts({ ...found, Rollup: rollup }, contract.address),
      ...(await chainPowers(contract, { found, committee: settings.committee }, resolver)),
    ],
    exit: { possible: map(settings.committee, () => false), start: [], finish: [] },
    contracts: parts,
    notes: [...always, ...(await succession(contract, found, resolver))],
  };
}

async function succession({ address }: Contract, found: Found, resolver: Resolver): Promise<readonly string[]> {
  const canonical = await isCanonical(address, found, resolver);
  if (canonical.status === 'unknown')
    return [`Whether this is the canonical rollup is not known: ${canonical.reason}.`];
  if (canonical.value) return [];
  return ['Another rollup is the canonical one: the distributor pays nobody here, and stake may have moved on.'];
}
