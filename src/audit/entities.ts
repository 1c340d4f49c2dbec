import type { Bodies, BodyId } from '../model/authority.ts';
import type { Chain } from '../model/chain.ts';

/** Which organisation a key belongs to, on whatever chain it signs. A key of two organisations is the one's that is listed first. */
export function entitiesOf({ entities }: Chain, bodies: Bodies): ReadonlyMap<BodyId, string> {
  const owners = new Map(
    entities.toReversed().flatMap(({ name, keys }) => keys.map((key) => [key.toLowerCase(), name] as const)),
  );
  return new Map(
    [...bodies.values()].flatMap(({ id, address, kind }) => {
      const name = kind === 'eoa' ? owners.get(address.toLowerCase()) : undefined;
      return name === undefined ? [] : [[id, name] as const];
    }),
  );
}
