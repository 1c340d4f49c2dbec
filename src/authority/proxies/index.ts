import type { ProxyKind } from '../resolver.ts';
import { diamond } from './diamond.ts';
import { eip1967 } from './eip1967.ts';
import { minimal } from './minimal.ts';
import { polygon } from './polygon.ts';
import { resolvedDelegate } from './resolved-delegate.ts';
import { safeProxy } from './safe-proxy.ts';
import { starkware } from './starkware.ts';
import { zeppelinOs } from './zeppelin-os.ts';

/** Every kind of proxy, in the order in which they are tried; the first that recognises an address wins. */
export const proxyKinds: readonly ProxyKind[] = [
  safeProxy,
  minimal,
  starkware,
  zeppelinOs,
  polygon,
  eip1967,
  resolvedDelegate,
  diamond,
];
