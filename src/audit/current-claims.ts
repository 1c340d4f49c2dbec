import { type Chain, type Claim, hasExpired } from '../model/chain.ts';

/** The day (`YYYY-MM-DD`, UTC) of a time in Unix seconds. */
export function dayOf(seconds: bigint): string {
  return new Date(Number(seconds) * 1000).toISOString().slice(0, 10);
}

/** The entry without what has expired; `expiredClaims` keeps the names, for a claim that is no longer made is not its contrary. */
export function withCurrentClaims(chain: Chain, day: string): Chain {
  return {
    ...chain,
    claims: Object.fromEntries(Object.entries(chain.claims).filter(([, claim]) => !hasExpired(claim, day))),
    expiredClaims: Object.keys(chain.claims).filter((name) => hasExpired(chain.claims[name] as Claim<unknown>, day)),
    councils: chain.councils.map((council) =>
      council.outside !== null && hasExpired(council.outside, day) ? { ...council, outside: null } : council,
    ),
    entities: chain.entities.filter(({ claim }) => !hasExpired(claim, day)),
  };
}
