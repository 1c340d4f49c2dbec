import { getAddress } from 'viem';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditChain } from '../../src/audit/index.ts';
import type { Chain } from '../../src/model/chain.ts';
import { FullfaithError } from '../../src/model/error.ts';
import type { ChainReport } from '../../src/model/report.ts';
import type { Policy } from '../../src/model/rule.ts';
import { rises } from './improves.ts';
import { auditDay, chosenChains, type Recorded, shippedPolicy } from './recorded-audits.ts';

/** An address of which nothing is recorded. */
const stranger = getAddress(`0x${'badd00d1'.repeat(5)}`);

const chains = await chosenChains();

describe.each(['full-faith', 'l2beat-2025'])('what an entry leaves out never raises a level of %s', (id) => {
  let policy: Policy;
  beforeAll(async () => {
    policy = await shippedPolicy(id);
  });

  it.each(chains.map((one) => [one.chain.id, one] as const))('of %s', { timeout: 60_000 }, async (_, recorded) => {
    const whole = await recorded.audit(policy);
    const entries = [...poorerEntries(recorded.chain)];
    expect(entries.length).toBeGreaterThan(0);
    const better: string[] = [];
    for (const [what, chain] of entries) {
      const poorer = await audited(chain, recorded, policy);
      if (poorer !== null && rises(poorer, whole, policy)) better.push(what);
    }
    expect(better).toEqual([]);
  });
});

/**
 * The entry without each of its parts in turn, and with a stranger in the place of each contract; with what was done to it. Escrows
 * stay: no contract of the bridge leads to them, so an entry that names fewer of them asks for less.
 */
function* poorerEntries(chain: Chain): Iterable<readonly [string, Chain]> {
  for (const name of Object.keys(chain.contracts)) {
    yield [`without ${name}`, { ...chain, contracts: dropped(chain.contracts, name) }];
    yield [`a stranger as ${name}`, { ...chain, contracts: { ...chain.contracts, [name]: stranger } }];
  }
  for (const name of Object.keys(chain.claims)) {
    yield [`without the claim ${name}`, { ...chain, claims: dropped(chain.claims, name) }];
  }
  for (const [at, council] of chain.councils.entries()) {
    yield [`without the council ${council.name}`, { ...chain, councils: chain.councils.toSpliced(at, 1) }];
    const unattested = chain.councils.with(at, { ...council, outside: null });
    yield [`nobody outside of ${council.name}`, { ...chain, councils: unattested }];
  }
}

function dropped<T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));
}

/** The report, or null where the entry is refused: as good as no verdict. */
async function audited(chain: Chain, { readerOf }: Recorded, policy: Policy): Promise<ChainReport | null> {
  try {
    return await auditChain({ chain, policy, now: auditDay, readerOf });
  } catch (error) {
    if (error instanceof FullfaithError) return null;
    throw error;
  }
}
