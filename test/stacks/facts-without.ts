import { openLiveReader } from '../../src/evidence/live.ts';
import type { Chain } from '../../src/model/chain.ts';
import type { Coalition } from '../../src/model/coalition.ts';
import type { EvidenceId } from '../../src/model/evidence.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { Stack } from '../../src/stacks/stack.ts';
import type { Anvil } from '../devnet/anvil.ts';
import { type Assessed, assessWith } from './assessed.ts';
import { assessRecorded, losing, noting } from './recorded.ts';

/** What becomes of facts and powers when reads fail, one at a time. */
export type Losses = {
  /** Facts that took another value instead of becoming unknown, with the read. */
  readonly changed: readonly string[];
  /** Facts that became unknown by the loss of one read or another. */
  readonly open: ReadonlySet<string>;
  /** What some keys could do to a guarantee and no longer seem to be able to, with the read. */
  readonly hidden: readonly string[];
};

type Threat = { readonly guarantee: string } & Pick<Coalition, 'delaySeconds' | 'size' | 'electorates'>;

/** Assesses a recorded chain again without each of the reads. */
export async function losses(id: string, stack: Stack, reads: readonly EvidenceId[]): Promise<Losses> {
  const assess = (lost?: EvidenceId) => assessRecorded(id, stack, lost === undefined ? {} : { lost });
  return compare(await assess(), reads, assess);
}

/** Assesses a chain on a node again without each of the reads that it takes. */
export async function lossesOn(node: Anvil, stack: Stack, chain: Chain): Promise<Losses> {
  const reads = new Set<EvidenceId>();
  const reader = noting(await openLiveReader({ url: node.url, block: 'latest' }), reads);
  const assess = (lost?: EvidenceId) => assessWith(losing(reader, lost), stack, chain);
  const whole = await assess();
  return compare(whole, [...reads], assess);
}

async function compare(
  whole: Assessed,
  reads: readonly EvidenceId[],
  assess: (lost: EvidenceId) => Promise<Assessed>,
): Promise<Losses> {
  const before = threats(whole);
  const [changed, hidden, open] = [[] as string[], [] as string[], new Set<string>()];
  for (const lost of reads) {
    const poorer = await assess(lost);
    for (const name of Object.keys(whole.facts)) {
      const fact = (poorer.facts as Record<string, Observation<unknown> | undefined>)[name];
      if (fact?.status !== 'known') open.add(name);
      else if (fact.value !== whole.fact(name)) changed.push(`${name} without ${lost}`);
    }
    const after = threats(poorer);
    const missing = before.filter((one) => !after.some((other) => covers(other, one)));
    hidden.push(...missing.map(({ guarantee }) => `${guarantee} without ${lost}`));
  }
  return { changed, open, hidden: [...new Set(hidden)] };
}

function threats(found: Assessed): readonly Threat[] {
  const lasting = found.powers.filter(({ lasts }) => lasts === 'unbounded');
  return lasting.flatMap(({ id, breaks }) =>
    breaks.flatMap((guarantee) => found.frontier(id).map((coalition) => ({ ...coalition, guarantee }))),
  );
}

/** A token vote, or nobody’s key at all, may turn into one key: as which everything unresolved counts. */
function covers(other: Threat, one: Threat): boolean {
  const isAsFast = other.guarantee === one.guarantee && other.delaySeconds <= one.delaySeconds;
  return isAsFast && other.size <= Math.max(one.size + one.electorates.length, 1);
}
