import { numberToHex } from 'viem';
import { readSlotAddress } from '../../evidence/reads.ts';
import { nobody } from '../../model/authority.ts';
import { known, map } from '../../model/observation.ts';
import type { ProxyKind } from '../resolver.ts';
import { safeProxies } from '../safe-code.ts';

/** The proxy of a Safe: slot 0 holds the singleton, which only the Safe's own transactions can change. */
export const safeProxy: ProxyKind = {
  kind: 'safe-proxy',
  async detect({ address, code }, resolver) {
    if (!safeProxies.has(code.hash)) return known(null);
    const singleton = await readSlotAddress(resolver.reader, address, numberToHex(0, { size: 32 }));
    return map(singleton, (implementation) => ({
      kind: 'safe-proxy',
      implementations: [implementation],
      admin: nobody,
    }));
  },
};
