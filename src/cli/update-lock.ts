import { type Candidate, type GateContext, pin } from '../check/index.ts';
import { FullfaithError } from '../model/error.ts';
import { readLock, writeLock } from '../registry/lock-file.ts';
import { type Lock, type LockEntry, renderLock } from '../registry/lock.ts';

/** What became of the lock, for people, and the lock as it is now. */
export type Written = { readonly lock: Lock; readonly summary: string };

/**
 * Writes what was audited into the lock, and takes out what is lost. Chains that were not asked for, or could not be audited,
 * stay as they are. Throws a `FullfaithError` where the lock is of another policy.
 */
export async function updateLock(
  candidates: readonly Candidate[],
  lost: readonly string[],
  { lock, lockFile, policy }: GateContext,
): Promise<Written> {
  const fresh = new Map(candidates.flatMap((candidate) => entryOf(candidate, policy)));
  const kept = [...lock.entries].filter(([id]) => !fresh.has(id) && !lost.includes(id));
  const other = kept.find(([, entry]) => entry.policy !== policy.id);
  if (other !== undefined) {
    const message = `${lockFile} holds verdicts under the policy ${other[1].policy}, not ${policy.id}.`;
    throw new FullfaithError('input', message, 'Keep a lock for each policy: --lock <file>.');
  }
  const entries = [...kept.map(([, entry]) => entry), ...fresh.values()];
  const before = renderLock(lock.entries.values());
  const isSame = renderLock(entries) === before && lock.entries.size > 0;
  if (!isSame) await write(lockFile, entries);
  return { lock: (await readLock(lockFile)) ?? lock, summary: isSame ? `${lockFile} is as it was.` : summary() };

  function summary(): string {
    const changed = [...fresh].filter(([id, entry]) => textOf(entry) !== textOf(lock.entries.get(id)));
    const added = changed.filter(([id]) => !lock.entries.has(id)).length;
    return `Written: ${lockFile} (${changed.length - added} changed, ${added} new, ${lost.length} removed).`;
  }
}

function entryOf({ chain, report, root }: Candidate, policy: GateContext['policy']): readonly [string, LockEntry][] {
  return 'unread' in report ? [] : [[chain.id, { ...pin(report, policy), evidenceRoot: root() }]];
}

function textOf(entry: LockEntry | undefined): string {
  return entry === undefined ? '' : renderLock([entry]);
}

async function write(file: string, entries: readonly LockEntry[]): Promise<void> {
  await writeLock(file, entries).catch((error: NodeJS.ErrnoException) => {
    throw new FullfaithError('input', `${file} cannot be written (${error.code ?? error.message}).`);
  });
}
