import type { Authority, Body } from '../model/authority.ts';
import { duration } from '../model/duration.ts';

/** Bodies by id, to name those that an authority refers to. */
export type Names = ReadonlyMap<string, string>;

/** How people call the bodies of a report: their name and address. */
export function namesOf(bodies: readonly Body[]): Names {
  return new Map(bodies.map(({ id, name, address }) => [id, `${name} (${address})`]));
}

/** An authority in words, one level deep: what lies behind a body is said where the body is listed. */
export function authorityText(authority: Authority, names: Names): string {
  const list = (of: readonly Authority[]) => of.map((one) => authorityText(one, names)).join(', ');
  switch (authority.kind) {
    case 'nobody':
    case 'anyone':
      return authority.kind;
    case 'key':
    case 'body':
      return names.get(authority.id) ?? authority.id;
    case 'threshold':
      return `${authority.k} of ${authority.of.length}: ${list(authority.of)}`;
    case 'any':
      return `any of: ${list(authority.of)}`;
    case 'all':
      return `all of: ${list(authority.of)}`;
    case 'after':
      return `after ${duration(authority.seconds)}: ${authorityText(authority.of, names)}`;
    case 'limited':
      return `only ${authority.selectors.join(', ')}: ${authorityText(authority.of, names)}`;
    case 'electorate':
      return `token vote ${names.get(authority.id) ?? authority.id}`;
    case 'provableBug':
      return `on a bug proved on chain: ${authorityText(authority.of, names)}`;
    case 'unresolved':
      return `unresolved: ${authority.reason}`;
  }
}
