import { nobody } from '../../model/authority.ts';
import { known } from '../../model/observation.ts';
import type { ProxyKind } from '../resolver.ts';

/** EIP-1167 minimal proxies and clones with immutable arguments: the implementation is in the code and never changes. */
export const minimal: ProxyKind = {
  kind: 'eip1167',
  async detect({ code }) {
    if (code.delegate?.kind !== 'eip1167') return known(null);
    return known({ kind: 'eip1167', implementations: [code.delegate.to], admin: nobody });
  },
};
