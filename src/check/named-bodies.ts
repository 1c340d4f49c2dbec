import type { Body, BodyId } from '../model/authority.ts';
import type { NamedBody } from '../model/diff.ts';

/** A body by its name; by its id where it was not resolved. */
export function nameIn(id: BodyId, bodies: ReadonlyMap<BodyId, Body>): NamedBody {
  const body = bodies.get(id);
  if (body !== undefined) return { id, address: body.address, name: body.name };
  const [, address] = /^\d+:(0x[0-9a-fA-F]{40})/.exec(id) ?? [];
  return { id, address: (address ?? '0x') as NamedBody['address'], name: address === undefined ? id : 'unknown' };
}

/** Those of `after` that are not in `before`. */
export function added(before: readonly NamedBody[], after: readonly NamedBody[]): readonly NamedBody[] {
  const known = new Set(before.map(({ id }) => id));
  return after.filter(({ id }) => !known.has(id));
}
