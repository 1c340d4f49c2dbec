import { known, map } from '../../model/observation.ts';
import { claimed } from '../claims.ts';
import { entryPoint, partsOf, unknownParts } from '../discovery.ts';
import { type Part, upgradePowers } from '../powers.ts';
import type { Assessment, Stack, StackContext } from '../stack.ts';
import { discover } from './contracts.ts';
import { proofFacts, wayOut } from './facts.ts';
import { l2Powers } from './l2.ts';
import { hostPowers } from './powers.ts';
import { recogniseTaiko } from './recognise.ts';
import { readTiers } from './tiers.ts';

/** Taiko until Pacaya: blocks that anybody proposes, proofs of several tiers, guardians on top. */
export const taiko: Stack = {
  id: 'taiko',
  title: 'Taiko',
  entryPoints: {
    TaikoL1: { required: true, meaning: 'the rollup; the rest is found by name from its address manager' },
    ERC20Vault: { required: false, meaning: 'where the bridge does not resolve its name' },
    ERC721Vault: { required: false, meaning: 'where the bridge does not resolve its name' },
    ERC1155Vault: { required: false, meaning: 'where the bridge does not resolve its name' },
  },
  assess,
  recognise: recogniseTaiko,
};

async function assess(context: StackContext): Promise<Assessment> {
  const { chain, resolver } = context;
  const on = entryPoint(chain, 'TaikoL1');
  const contracts = await discover(context);
  const tiers = await readTiers({ rollup: contracts.TaikoL1, router: contracts.TierRouter }, resolver);
  const way = await wayOut(contracts, tiers, resolver);
  const verifiers: readonly Part[] =
    tiers.status === 'known'
      ? tiers.value.flatMap(({ id, verifier }) =>
          verifier ? [{ role: `verifier of tier ${id}`, address: verifier.address }] : [],
        )
      : [];
  const parts = [...partsOf(contracts), ...verifiers, ...chain.escrows.map((address) => ({ role: 'escrow', address }))];
  return {
    facts: {
      ...proofFacts(tiers),
      ...way.facts,
      'proof.source.published': claimed(chain, 'proof.source.published', 'boolean'),
      'node.source': claimed(chain, 'node.source', 'boolean'),
      'host.is.ethereum': known(chain.host === 'ethereum'),
    },
    powers: [
      ...(await upgradePowers(parts, resolver)),
      ...unknownParts(contracts, on),
      ...(await hostPowers(contracts, tiers, resolver)),
      ...(await l2Powers(chain, on, resolver)),
    ],
    exit: way.exit,
    contracts: parts,
    notes: notesOn(tiers),
  };
}

function notesOn(tiers: Awaited<ReturnType<typeof readTiers>>): readonly string[] {
  const kinds = map(tiers, (list) => list.map(({ id, kind }) => `tier ${id}: ${kind}`).join(', '));
  return kinds.status === 'known'
    ? [`A proof of any tier suffices unless a higher one disagrees: ${kinds.value}.`]
    : [];
}
