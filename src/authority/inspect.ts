import type { Address, Hex } from 'viem';
import { readCode } from '../evidence/reads.ts';
import type { CodeSummary } from '../model/evidence.ts';
import { all, known, map, type Observation, unknown } from '../model/observation.ts';
import { type Contract, isExternallyOwned, type Proxy } from './contract.ts';
import { proxyKinds } from './proxies/index.ts';
import type { ProxyTarget, Resolver } from './resolver.ts';

/** Reads the code of an address and finds out what kind of proxy it is, if one. */
export async function inspect(address: Address, resolver: Resolver): Promise<Contract> {
  const code = await readCode(resolver.reader, address);
  const proxy = await detectProxy(address, code, resolver);
  const targets = proxy.status === 'known' && proxy.value !== null ? proxy.value.implementations : [];
  const implementations = await Promise.all(targets.map((target) => readCode(resolver.reader, target)));
  const codes = all([code, ...implementations]);
  const pushed = map(codes, (parts): ReadonlySet<Hex> => new Set(parts.flatMap((part) => part.pushed)));
  const evidence = [...new Set([...codes.evidence, ...proxy.evidence])];
  return { address, code, proxy, implementations, pushed: proxy.status === 'unknown' ? proxy : pushed, evidence };
}

async function detectProxy(
  address: Address,
  code: Observation<CodeSummary>,
  resolver: Resolver,
): Promise<Observation<Proxy | null>> {
  if (code.status === 'unknown') return code;
  if (isExternallyOwned(code.value)) return known(null, code.evidence);
  const target: ProxyTarget = { address, code: code.value };
  for (const kind of proxyKinds) {
    const found = await kind.detect(target, resolver);
    if (found.status === 'unknown') {
      return unknown(`whether ${address} is a proxy (${kind.kind}) could not be read: ${found.reason}`, found.evidence);
    }
    if (found.value !== null) return found;
  }
  return known(null, code.evidence);
}
