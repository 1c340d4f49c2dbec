import { createHash } from 'node:crypto';
import type { Hex } from 'viem';
import type { Authority, Body, BodyId } from '../model/authority.ts';
import type { EvidenceId } from '../model/evidence.ts';
import type { ChainReport } from '../model/report.ts';

type Known = { readonly bodies: ReadonlyMap<BodyId, Body>; readonly code: ChainReport['code'] };

/** What `holdersOf` looks bodies and code up in. */
export function knownIn({ bodies, code }: Pick<ChainReport, 'bodies' | 'code'>): Known {
  return { bodies: new Map(bodies.map((body) => [body.id, body])), code };
}

/** Everybody who can take part in an authority, however far behind: bodies, keys, token votes. Sorted. */
export function holdersOf(authority: Authority, { bodies }: Known): readonly BodyId[] {
  const found = new Set<BodyId>();
  const open = [authority];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const id of membersOf(next)) {
      if (found.has(id)) continue;
      found.add(id);
      const body = bodies.get(id);
      if (body !== undefined) open.push(body.authority);
    }
  }
  return [...found].sort();
}

/** Whom an authority names itself: without what lies behind the bodies. What could not be resolved is one of them. Sorted. */
export function membersOf(authority: Authority): readonly BodyId[] {
  return [...new Set(named(authority))].sort();
}

function named(authority: Authority): readonly BodyId[] {
  switch (authority.kind) {
    case 'nobody':
      return [];
    case 'anyone':
      return ['anyone'];
    case 'key':
    case 'body':
    case 'electorate':
      return [authority.id];
    case 'threshold':
    case 'any':
    case 'all':
      return authority.of.flatMap(named);
    case 'after':
    case 'limited':
    case 'provableBug':
      return named(authority.of);
    case 'unresolved':
      return [authority.id ?? 'unresolved'];
  }
}

/** Changes when somebody joins or leaves, or when a body among them runs other code; not with thresholds and delays. */
export function holdersDigest(authority: Authority, known: Known): string {
  return digest(holdersOf(authority, known).map((id) => [id, ...codeOf(known.bodies.get(id)?.evidence ?? [], known)]));
}

/** The hashes of the code that these reads found, in the order of the reads. */
export function codeOf(evidence: readonly EvidenceId[], { code }: Pick<Known, 'code'>): readonly Hex[] {
  return evidence.flatMap((id) => code[id] ?? []);
}

/** The first eight bytes of the SHA-256 of a value's JSON, in lower-case hexadecimal. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
