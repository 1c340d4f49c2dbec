import { createResolver } from '../../src/authority/create-resolver.ts';
import { dayOf, withCurrentClaims } from '../../src/audit/current-claims.ts';
import { properCouncils } from '../../src/audit/councils.ts';
import { entitiesOf } from '../../src/audit/entities.ts';
import { exitTimes } from '../../src/audit/exit.ts';
import type { Setting } from '../../src/audit/power-analysis.ts';
import type { Problem } from '../../src/authority/solver/solve.ts';
import type { Power } from '../../src/model/power.ts';
import { stackById } from '../../src/stacks/index.ts';
import { auditDay, type Recorded } from '../audit/recorded-audits.ts';

/** What the solver is given when a chain is audited. */
export type ChainPowers = { readonly powers: readonly Power[]; readonly setting: Setting };

/** The powers of a recorded chain, read and resolved as an audit does it. Null where an audit judges no powers. */
export async function chainPowers({ chain: entry, readerOf }: Recorded): Promise<ChainPowers | null> {
  const chain = withCurrentClaims(entry, dayOf(auditDay));
  const stack = stackById(chain.stack);
  const reader = readerOf(chain.settlesOn ?? 1);
  if (stack === undefined || reader === undefined) return null;
  const resolver = createResolver(reader, readerOf);
  for (const { address, chainId } of chain.councils) resolver.on(chainId)?.resolve(address);
  const { powers, exit } = await stack.assess({ chain, reader, readerOf, resolver });
  const bodies = await resolver.settle();
  const councils = properCouncils(chain, bodies);
  return { powers, setting: { bodies, councils, exit: exitTimes(exit), entities: entitiesOf(chain, bodies) } };
}

/** Who can use each of the powers, in the worst case: what is unresolved counts as a hostile key. */
export function problemsOf({ powers, setting }: ChainPowers): readonly Problem[] {
  return powers.map(({ authority, selectors, on: target }) => ({
    authority,
    bodies: setting.bodies,
    selectors,
    target,
    unresolved: 'hostile',
    provableBug: 'aside',
  }));
}
