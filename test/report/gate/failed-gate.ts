import type { GateReport } from '../../../src/model/gate.ts';
import { gateOutcome } from '../../../src/model/gate.ts';
import { chain, gateIn, locked, lockOf, report } from '../../check/sample.ts';
import { hostile } from '../sample-report.ts';

const level = (worst: string) => ({ level: worst, best: worst, worst });
const entry = locked();
const lock = lockOf({
  ...entry,
  credit: level('full-faith'),
  guarantees: { ...entry.guarantees, unreverted: level('separate-chain') },
  powers: {},
  facts: {},
  broken: [],
});

const failed = gateIn({ lock, context: { day: '2026-01-01' }, options: { maxAgeDays: 3 } }).chains;
const hostileChain = {
  ...chain,
  id: 'hostile',
  waivers: [{ rule: hostile, owner: hostile, reason: hostile, expires: '2030-01-01' }],
};
const unread = gateIn({ entry: hostileChain, now: { unread: hostile }, named: true }).chains;
const calm = gateIn({
  entry: { ...chain, id: 'calm' },
  now: { ...report, id: 'calm' },
  lock: lockOf({ ...entry, chain: 'calm' }),
});

/** A gate that failed: changes of every kind, a chain that nobody could read, one that is fine, and text that needs escaping. */
export const failedGate: GateReport = {
  ...calm,
  outcome: gateOutcome([...failed, ...unread]),
  chains: [...calm.chains, ...failed, ...unread.map((one) => ({ ...one, name: hostile }))],
};

/** A gate that passed. */
export const passedGate: GateReport = calm;
