import type { Chain } from '../model/chain.ts';
import { known, map, type Observation } from '../model/observation.ts';
import { claimed } from './claims.ts';
import type { Assessment } from './stack.ts';

/** A state stands as soon as a proof of it is accepted: nobody has to challenge, and nobody may. `proofs` is known where it is so. */
export function settledByProof(proofs: Observation<unknown>, variant: 'SN' | 'ST'): Assessment['facts'] {
  return {
    'proof.kind': map(proofs, () => 'validity'),
    'proof.variant': map(proofs, () => variant),
    'proof.enforced': map(proofs, () => true),
    'proof.keyless': map(proofs, () => true),
    'proof.challenge.permissionless': map(proofs, () => true),
    'proof.challengers': known(0),
    'proof.challenge.seconds': known(0),
  };
}

/** The transactions are on Ethereum, and no committee keeps them. `posts` is known where it is so. */
export function transactionsOnHost(posts: Observation<unknown>): Assessment['facts'] {
  return {
    'data.location': map(posts, () => 'ethereum'),
    'data.content': map(posts, () => 'transactions'),
    'data.network': map(posts, () => 'none'),
    'data.attested': map(posts, () => true),
    'data.committee.members': known(0),
    'data.committee.threshold': known(0),
  };
}

/** Whoever is left out can force it in or leave, but for nobody whom a list keeps out: both open together. */
export function forcedOrOut(open: Observation<boolean>): Assessment['facts'] {
  return {
    'inclusion.mechanism': map(open, (yes) => (yes ? 'force' : 'none')),
    'inclusion.enabled': open,
    'inclusion.filterable': known(false),
    'exit.alone': open,
    'exit.mechanism': map(open, (yes) => (yes ? 'escape-hatch' : 'none')),
  };
}

/** No contract takes or checks the data, and no committee keeps them: where they are is somebody's word. */
export function dataAsClaimed(chain: Chain): Assessment['facts'] {
  const location = claimed(chain, 'data.location', 'string');
  return {
    'data.location': location,
    'data.content': claimed(chain, 'data.content', 'string'),
    'data.network': claimed(chain, 'data.network', 'string'),
    'data.attested': map(location, (where) => where === 'ethereum'),
    'data.committee.members': known(0),
    'data.committee.threshold': known(0),
  };
}
