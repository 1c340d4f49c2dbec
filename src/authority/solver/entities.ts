import type { BodyId } from '../../model/authority.ts';

/** How many organisations hold these keys; a key that belongs to none counts by itself. */
export function countEntities(keys: readonly BodyId[], entities: ReadonlyMap<BodyId, string>): number {
  return new Set(keys.map((key) => entities.get(key) ?? key)).size;
}
