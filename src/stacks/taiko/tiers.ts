import type { Contract } from '../../authority/contract.ts';
import { ask } from '../../authority/ask.ts';
import { answers } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import { addressNamed } from './names.ts';

const tierIds = 'function getTierIds() view returns (uint16[])';
const tierOf =
  'function getTier(uint16) view returns ((bytes32 verifierName, uint96 validityBond, uint96 contestBond, uint24 cooldownWindow, uint16 provingWindow, uint8 maxBlocksToVerifyPerProof))';

/**
 * What a tier's proof rests on: a validity proof, an enclave's key, the word of guardians; `nothing` where a tier asks for no
 * proof at all.
 */
export type TierKind = 'validity' | 'enclave' | 'guardians' | 'nothing';

/** A tier of MainnetTierRouter.sol: a proof of it stands unless it is contested in time and a higher tier disagrees. */
export type Tier = {
  readonly id: number;
  readonly kind: TierKind;
  /** Null where the tier asks for no proof. */
  readonly verifier: Contract | null;
  /** How long a proof can be contested. */
  readonly cooldownSeconds: number;
};

/** What the code of each kind of verifier has. */
const shapes: readonly { readonly kind: TierKind; readonly functions: readonly string[] }[] = [
  { kind: 'guardians', functions: ['function minGuardians() view returns (uint32)'] },
  {
    kind: 'enclave',
    functions: ['function addInstances(address[])', 'function instances(uint256) view returns (address, uint64)'],
  },
  {
    kind: 'validity',
    functions: ['function setProgramTrusted(bytes32, bool)', 'function isProgramTrusted(bytes32) view returns (bool)'],
  },
  {
    kind: 'validity',
    functions: ['function setImageIdTrusted(bytes32, bool)', 'function isImageTrusted(bytes32) view returns (bool)'],
  },
];

/** Every tier that the router offers, lowest first. The router is taken to be its own provider, as all were. */
export async function readTiers(
  { rollup, router }: { readonly rollup: Observation<Contract>; readonly router: Observation<Contract | null> },
  resolver: Resolver,
): Promise<Observation<readonly Tier[]>> {
  const found = notNull(router, 'the rollup names no tier router');
  return chainRead(all([rollup, found]), async ([from, of]) => {
    const ids = notNull(await ask(resolver, { of, view: tierIds }), `${of.address} names no tiers`);
    return chainRead(ids, async (list) => {
      const tiers = await Promise.all(list.map((id) => readTier({ rollup: from, router: of, id }, resolver)));
      const sorted = map(all(tiers), (each) => each.filter((tier) => tier !== null).sort((a, b) => a.id - b.id));
      return chain(sorted, (each) => (each.length > 0 ? known(each) : unknown(`${of.address} has no usable tier`)));
    });
  });
}

type Place = { readonly rollup: Contract; readonly router: Contract; readonly id: number };

async function readTier({ rollup, router, id }: Place, resolver: Resolver): Promise<Observation<Tier | null>> {
  const tier = notNull(
    await ask(resolver, { of: router, view: tierOf, args: [id] }),
    `${router.address} describes no tier ${id}`,
  );
  return chainRead(tier, async ({ verifierName, cooldownWindow }): Promise<Observation<Tier | null>> => {
    // In minutes.
    const shared = { id, cooldownSeconds: cooldownWindow * 60 };
    if (/^0x0+$/.test(verifierName)) return known({ ...shared, kind: 'nothing', verifier: null });
    const address = await addressNamed(rollup, verifierName, resolver);
    return chainRead(address, async (value): Promise<Observation<Tier | null>> => {
      // No proof can be given for a tier whose verifier has no address.
      if (value === null) return known(null);
      const verifier = await resolver.inspect(value);
      return map(kindOf(verifier), (kind) => ({ ...shared, kind, verifier }));
    });
  });
}

function kindOf(verifier: Contract): Observation<TierKind> {
  if (verifier.pushed.status === 'unknown') return verifier.pushed;
  const shape = shapes.find(({ functions }) => answers(verifier, ...functions));
  if (shape) return known(shape.kind, verifier.evidence);
  return unknown(`the verifier ${verifier.address} is of a kind that is not recognised`, verifier.evidence);
}
