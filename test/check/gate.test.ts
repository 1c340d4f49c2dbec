import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChainReport, PowerReport } from '../../src/model/report.ts';
import { parseLock, renderLock } from '../../src/registry/lock.ts';
import { findingsIn, gateIn, kindsIn, locked, lockOf, policy, report, type Situation } from './sample.ts';

const level = (worst: string, best = worst) => ({ level: worst, best, worst });
const entry = locked();

/** The report with one power changed. */
function withPower(change: (power: PowerReport) => Partial<PowerReport>): ChainReport {
  return { ...report, powers: report.powers.map((power) => ({ ...power, ...change(power) })) };
}

/** The situation in which the lock said something else about the credit. */
function wasRelied(credit: ReturnType<typeof level>): Situation {
  return { lock: lockOf({ ...entry, credit }) };
}

const coalition = report.powers[0]?.frontier[0];

const cases: readonly (readonly [string, Situation, readonly string[]])[] = [
  ['nothing differs', {}, []],
  ['the credit is worse', wasRelied(level('multisig-mediated', 'full-faith')), ['level-fell']],
  ['the credit may be better', { lock: lockOf({ ...entry, credit: level('separate-chain') }) }, ['undetermined']],
  [
    'a guarantee is better',
    { lock: lockOf({ ...entry, guarantees: { ...entry.guarantees, unreverted: level('multisig-mediated') } }) },
    ['level-rose'],
  ],
  [
    'a guarantee is better, and that is fine',
    {
      lock: lockOf({ ...entry, guarantees: { ...entry.guarantees, unreverted: level('multisig-mediated') } }),
      options: { allowBetter: true },
    },
    ['(level-rose)'],
  ],
  [
    'a certain verdict became an interval',
    { lock: lockOf({ ...entry, guarantees: { ...entry.guarantees, valid: level('multisig-mediated') } }) },
    ['undetermined'],
  ],
  [
    'an interval became its worse end',
    {
      lock: lockOf({ ...entry, guarantees: { ...entry.guarantees, untouched: level('separate-chain', 'full-faith') } }),
    },
    ['level-fell'],
  ],
  ['fewer keys suffice', { lock: fewer(2) }, ['(weaker-coalition)']],
  ['fewer keys suffice, and that matters', { lock: fewer(2), options: { strict: true } }, ['weaker-coalition']],
  ['more keys are needed', { lock: fewer(0), options: { strict: true } }, []],
  ['somebody joined', { now: withPower(() => ({ authority: { kind: 'key', id: '1:0xnew' } })) }, ['new-holders']],
  [
    'somebody joined, but only levels count',
    { now: withPower(() => ({ authority: { kind: 'key', id: '1:0xnew' } })), options: { levelsOnly: true } },
    ['(new-holders)'],
  ],
  ['there is a new power', { lock: lockOf({ ...entry, powers: {} }) }, ['new-power']],
  ['a power is gone', { now: { ...report, powers: [] } }, ['(power-gone)']],
  ['a contract runs other code', { now: { ...report, code: {} } }, ['new-code']],
  ['a contract is new', { lock: lockOf({ ...entry, contracts: {} }) }, ['new-contract']],
  ['a rule broke that held', { lock: lockOf({ ...entry, broken: ['valid/proof'] }) }, ['rule-broken']],
  ['a fact changed that moved nothing', { lock: lockOf({ ...entry, facts: {} }) }, ['(fact-changed)']],
  ['the lock is of another policy', { lock: lockOf({ ...entry, policy: 'other' }) }, ['other-policy']],
  ['the lock is empty', { lock: lockOf() }, ['no-lock']],
  ['the evidence is old', { options: { maxAgeDays: 11 } }, ['stale-evidence']],
  ['the evidence is just old enough', { options: { maxAgeDays: 12 } }, []],
  ['claims expired', { context: { day: '2027-05-21' } }, ['expired-claim', 'expired-waiver']],
  ['the last day of the claims', { context: { day: '2027-05-20' } }, ['expired-waiver']],
  ['the last day of the waiver', { context: { day: '2025-07-01' } }, []],
  ['a waiver for a rule that holds', { now: { ...report, findings: [] } }, ['(idle-waiver)']],
  ['a waiver for no rule at all', { context: { policy: { ...policy, rules: [] } } }, ['(idle-waiver)']],
  ['the lock has a chain more', { lock: lockOf(entry, { ...entry, chain: 'gone' }), lost: ['gone'] }, ['no-entry']],
  ['there is no evidence', { now: { unread: 'no recording' } }, ['no-evidence']],
  ['there is no evidence, nor a lock', { now: { unread: 'no recording' }, lock: lockOf() }, ['(no-evidence)']],
  ['the same of a chain that was named', { now: { unread: 'none' }, lock: lockOf(), named: true }, ['no-evidence']],
];

function fewer(more: number) {
  const [name = ''] = Object.keys(entry.powers);
  const size = (coalition?.size ?? 0) + more - (more === 0 ? 1 : 0);
  const powers = { ...entry.powers, [name]: { keysByDelay: { 0: size }, holders: entry.powers[name]?.holders ?? '' } };
  return lockOf({ ...entry, powers });
}

describe('the gate', () => {
  test.each(cases)('%s', (_, situation, kinds) => {
    expect(kindsIn(situation)).toEqual(kinds);
  });

  test('every finding says what it is, what to do and where', () => {
    for (const [, situation] of cases) {
      for (const { what, advice, location } of findingsIn(situation)) {
        expect(what).toMatch(/\S.*[.?!)]$|^no/);
        expect(advice).not.toBe('');
        expect(location.line).toBeGreaterThan(0);
      }
    }
  });

  test('passes with the lock that goes with a report, whatever the report', () => {
    const ids = fc.array(fc.constantFrom<string>('valid/proof', 'untouched/upgrade', 'uncensored/forced'));
    fc.assert(
      fc.property(ids, fc.nat(30), fc.nat({ max: 10 ** 9 }), fc.boolean(), (broken, size, delaySeconds, known) => {
        const findings = report.findings.filter(({ rule }) => broken.includes(rule));
        const base = withPower(({ frontier }) => ({
          frontier: frontier.map((one) => ({ ...one, size, delaySeconds })),
        }));
        const facts = known ? report.facts : {};
        const now: ChainReport = { ...base, findings, facts };
        const lock = parseLock(renderLock([locked(now)]), 'lock');
        expect(kindsIn({ now, lock, options: { strict: true } }).filter((kind) => kind !== '(idle-waiver)')).toEqual(
          [],
        );
      }),
    );
  });

  test('what certainly failed counts before what nobody could see', () => {
    expect(gateIn().outcome).toBe('passed');
    expect(gateIn({ now: { unread: 'none' } }).outcome).toBe('unread');
    expect(gateIn({ now: { unread: 'none' }, context: { day: '2030-01-01' } }).outcome).toBe('failed');
  });

  test('says that the evidence is the same where only people’s words can have changed', () => {
    const root = `0x${'12'.repeat(32)}` as const;
    const lock = lockOf({ ...entry, credit: level('multisig-mediated'), evidenceRoot: root });
    const causes = (of: typeof root | null) => findingsIn({ lock, candidate: { root: () => of } })[0]?.causes ?? [];
    expect(causes(root).at(-1)?.note).toContain('the evidence is the same');
    expect(causes(null).at(-1)?.note).not.toContain('the evidence is the same');
  });

  test('names the version where the policy changed', () => {
    const lock = lockOf({ ...entry, credit: level('multisig-mediated'), policyVersion: '0' });
    expect(findingsIn({ lock })[0]?.causes.at(-1)).toMatchObject({
      kind: 'policy',
      from: { text: '0' },
      to: { text: '1' },
    });
  });

  test('points at the claim that expired, and at the waiver', () => {
    const lines = findingsIn({ context: { day: '2030-01-01' } }).map(({ subject, location }) => [
      subject,
      location.line,
    ]);
    expect(Object.fromEntries(lines)).toEqual({
      'data.location': 30,
      'the council Example Security Council': 17,
      'the keys of Example Foundation': 24,
      'valid/proof': 35,
    });
  });

  test('shows every waiver, needed or not', () => {
    const [only] = gateIn().chains;
    expect(only?.waivers).toMatchObject([{ rule: 'valid/proof', expired: false, needed: true }]);
  });
});
