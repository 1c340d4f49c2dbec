import { type Chain, hasExpired } from '../model/chain.ts';

/** The day (`YYYY-MM-DD`, UTC) of a time in Unix seconds. */
export function dayOf(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString().slice(0, 10);
}

/** The entry without what has expired: an expired claim is as good as none. */
export function withCurrentClaims(chain: Chain, day: string): Chain {
  return {
    ...chain,
    claims: Object.fromEntries(Object.entries(chain.claims).filter(([, claim]) => !hasExpired(claim, day))),
    councils: chain.councils.map((council) =>
      council.outside !== null && hasExpired(council.outside, day) ? { ...council, outside: null } : council,
    ),
    entities: chain.entities.filter(({ claim }) => !hasExpired(claim, day)),
  };
}
