import { join } from 'node:path';
import { commitAudit, dayOf } from '../audit/index.ts';
import { verifyRecording } from '../check/index.ts';
import { parseRecording } from '../evidence/parse-recording.ts';
import type { Recording } from '../evidence/recording.ts';
import type { Policy } from '../model/rule.ts';
import type { Verification } from '../model/verification.ts';
import { registryIds } from '../registry/load-registry.ts';
import { readLock } from '../registry/lock-file.ts';
import { loadPolicy } from '../rules/load-policy.ts';
import { loadChains } from './chains.ts';
import type { Invocation } from './command.ts';
import { placesOf } from './places.ts';
import { auditTime } from './surroundings.ts';
import { malformed, type VerifiableFile } from './verifiable-file.ts';
import { knownRoot, orOpen } from './verify-against.ts';

/** Re-checks a recording against itself, the lock and what is known of its root. */
export async function recordingVerification(one: VerifiableFile, invocation: Invocation): Promise<Verification> {
  const { options, surroundings } = invocation;
  const root = knownRoot(invocation);
  const places = placesOf(options, surroundings);
  const lockFile = options.lock ?? join(places.registry, 'credit.lock.yaml');
  const [policy, lock] = await Promise.all([loadPolicy(places.policy), readLock(lockFile)]);
  const recording = attempt(one);
  if ('outcome' in recording) return recording;
  const audit = await orOpen(() => auditOf(recording, policy, invocation));
  const locked = lock?.entries.get(recording.chain) ?? null;
  return verifyRecording({ file: one.file, recording, policy, audit, locked, lockFile, root });
}

function attempt(one: VerifiableFile): Recording | Verification {
  try {
    return parseRecording(one.text, one.file);
  } catch (error) {
    return malformed(one, error);
  }
}

async function auditOf(recording: Recording, policy: Policy, { options, surroundings }: Invocation) {
  const { registry } = placesOf(options, surroundings);
  const ids = await registryIds(registry);
  if (!ids.includes(recording.chain)) return { open: `${registry} has no chain ${JSON.stringify(recording.chain)}` };
  const [chain] = await loadChains(registry, [recording.chain]);
  if (chain === undefined) throw new Error(`no chain ${recording.chain}`);
  return commitAudit({ recording, chain, policy, day: dayOf(auditTime(surroundings)) });
}
