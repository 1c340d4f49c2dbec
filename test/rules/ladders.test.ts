import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FactValue } from '../../src/model/fact.ts';
import { guarantees, type Guarantee } from '../../src/model/guarantee.ts';
import type { Policy } from '../../src/model/rule.ts';
import { evaluateChainRule, evaluatePowerRule } from '../../src/rules/evaluate.ts';
import { loadPolicy } from '../../src/rules/load-policy.ts';
import { factsOf } from './rule-cases.ts';

type Values = Readonly<Record<string, FactValue>>;
type PowerSample = { readonly breaks: readonly Guarantee[]; readonly facts: Values };

const rules = join(import.meta.dirname, '../../rules');
const fullFaith = await loadPolicy(join(rules, 'full-faith'));
const stages = await loadPolicy(join(rules, 'l2beat-2025'));

/** The best that fraud proofs can be. */
const perfect: Values = {
  'proof.kind': 'fraud',
  'proof.enforced': true,
  'proof.keyless': true,
  'proof.challenge.permissionless': true,
  'proof.challenge.seconds': '7d',
  'proof.source.published': true,
  'data.location': 'ethereum',
  'data.attested': true,
  'inclusion.mechanism': 'self-sequence',
  'inclusion.enabled': true,
  'inclusion.filterable': false,
  'inclusion.seconds': '12h',
  'exit.alone': true,
  'exit.mechanism': 'self-propose',
  'pause.active': false,
  'state.posted': true,
  'node.source': true,
  'host.is.ethereum': true,
};

/** A power whose fastest coalition, and fastest without a council, leave these windows; finishing takes a week more. */
function power(breaks: Guarantee, windowDays: number, councillessDays: number): PowerSample {
  return {
    breaks: [breaks],
    facts: {
      'power.exercisable': true,
      'power.bounded': false,
      'power.escrows.only': false,
      'power.window.seconds': `${windowDays}d`,
      'power.window.finish.seconds': `${windowDays - 7}d`,
      'power.councilless.window.seconds': `${councillessDays}d`,
      'power.councilless.window.finish.seconds': `${councillessDays - 7}d`,
    },
  };
}

/** The level of each guarantee, and the reasons, as long as every fact is known. */
function judge(policy: Policy, facts: Values, powers: readonly PowerSample[] = []) {
  const levels = policy.levels.map(({ id }) => id);
  const level = Object.fromEntries(guarantees.map((one) => [one, levels.length - 1]));
  const reasons = new Set<string>();
  for (const rule of policy.rules) {
    const subjects = rule.scope === 'chain' ? [null] : powers;
    for (const subject of subjects) {
      const readings = { worst: factsOf(subject?.facts ?? {}), best: factsOf(subject?.facts ?? {}) };
      const { outcome } =
        subject === null ? evaluateChainRule(rule, factsOf(facts)) : evaluatePowerRule(rule, factsOf(facts), readings);
      expect(outcome, rule.id).not.toBe('unknown');
      if (outcome !== 'fail') continue;
      if (rule.otherwise.reason !== undefined) reasons.add(rule.otherwise.reason);
      for (const one of rule.guarantees.filter((g) => subject === null || subject.breaks.includes(g))) {
        level[one] = Math.min(level[one] ?? 0, levels.indexOf(rule.otherwise.caps));
      }
    }
  }
  const whole = levels[Math.min(...Object.values(level))];
  return { whole, reasons: [...reasons].sort(), of: (one: Guarantee) => levels[level[one] ?? 0] };
}

describe('full-faith', () => {
  it.each([
    ['nothing to complain of', {}, [], 'full-faith'],
    ['powers with two months of notice', {}, guarantees.map((one) => power(one, 60, 60)), 'full-faith'],
    ['a council that can act at once', {}, [power('untouched', -1, 60)], 'council-backed'],
    ['thirty days to begin, and too few to finish', {}, [power('valid', 30, 60)], 'council-backed'],
    ['a multisig that can act at once', {}, [power('unreverted', -1, -1)], 'multisig-mediated'],
    ['exits that can only be begun in time', {}, [power('untouched', 10, 6)], 'multisig-mediated'],
    ['only exits can be forced', { 'inclusion.mechanism': 'force' }, [], 'council-backed'],
    [
      'no way past the sequencer',
      { 'inclusion.mechanism': 'none', 'inclusion.enabled': false },
      [],
      'multisig-mediated',
    ],
    ['a filter', { 'inclusion.filterable': true }, [], 'multisig-mediated'],
    ['a thousand days of delay', { 'inclusion.seconds': '1000d' }, [], 'multisig-mediated'],
    ['help needed to leave', { 'exit.alone': false, 'exit.mechanism': 'none' }, [], 'multisig-mediated'],
    ['paused', { 'pause.active': true }, [], 'multisig-mediated'],
    ['settled on another chain', { 'host.is.ethereum': false }, [], 'multisig-mediated'],
    ['a secret circuit', { 'proof.kind': 'validity', 'proof.source.published': false }, [], 'multisig-mediated'],
    [
      'ten listed challengers, six outside',
      { 'proof.challenge.permissionless': false, 'proof.challengers': 10, 'proof.challengers.outside': 6 },
      [],
      'multisig-mediated',
    ],
    [
      'ten listed challengers, four outside',
      { 'proof.challenge.permissionless': false, 'proof.challengers': 10, 'proof.challengers.outside': 4 },
      [],
      'separate-chain',
    ],
    ['two days to challenge', { 'proof.challenge.seconds': '2d' }, [], 'multisig-mediated'],
    ['an hour to challenge', { 'proof.challenge.seconds': '1h' }, [], 'separate-chain'],
    ['no proofs', { 'proof.kind': 'none', 'proof.enforced': false }, [], 'separate-chain'],
    ['proofs that can be skipped', { 'proof.enforced': false }, [], 'separate-chain'],
    [
      'an enclave among the proofs that suffice',
      { 'proof.kind': 'multi', 'proof.keyless': false },
      [],
      'separate-chain',
    ],
    ['a data committee', { 'data.location': 'committee' }, [], 'separate-chain'],
    ['data partly elsewhere', { 'data.location': 'mixed' }, [], 'separate-chain'],
    [
      'data elsewhere, under validity proofs',
      { 'data.location': 'external', 'proof.kind': 'validity' },
      [],
      'separate-chain',
    ],
  ] as const)('%s: %s', (_, changes, powers, level) => {
    expect(judge(fullFaith, { ...perfect, ...changes }, powers).whole).toBe(level);
  });

  it('a power that ends by itself, or that takes a proved bug, breaks nothing', () => {
    const harmless = [{ 'power.bounded': true }, { 'power.exercisable': false }].map((change) => {
      const { breaks, facts } = power('uncensored', -1, -1);
      return { breaks, facts: { ...facts, ...change } };
    });
    expect(judge(fullFaith, perfect, harmless).whole).toBe('full-faith');
  });

  it("an escrow beside the chain's own bridge counts like the bridge", () => {
    const { breaks, facts } = power('untouched', -1, -1);
    const escrow = { breaks, facts: { ...facts, 'power.escrows.only': true } };
    expect(judge(fullFaith, perfect, [escrow]).whole).toBe('multisig-mediated');
  });

  it.each(guarantees)('a power over %s leaves the other guarantees alone', (broken) => {
    const { of } = judge(fullFaith, perfect, [power(broken, -1, -1)]);
    for (const one of guarantees) expect(of(one)).toBe(one === broken ? 'multisig-mediated' : 'full-faith');
  });

  it('a validity proof stays valid without data, and nothing else does', () => {
    const { of } = judge(fullFaith, { ...perfect, 'proof.kind': 'validity', 'data.location': 'external' });
    expect(guarantees.map(of)).toEqual(['full-faith', 'separate-chain', 'separate-chain', 'full-faith']);
  });
});

describe('l2beat-2025', () => {
  const committee = (members: number, threshold: number, outside: number) => ({
    'data.location': 'committee',
    'data.committee.members': members,
    'data.committee.threshold': threshold,
    'data.committee.outside': outside,
  });

  it.each([
    ['a proof system open to all that nobody can override', {}, [], 'stage-2', []],
    ['a council that can act at once', {}, [power('valid', -1, 60)], 'stage-1', []],
    ['a multisig that can act at once', {}, [power('valid', -1, -1)], 'stage-0', []],
    ['an upgrade by a multisig after six days', {}, [power('untouched', 6, 6)], 'stage-0', []],
    ['an upgrade by a multisig after eight days', {}, [power('untouched', 8, 8)], 'stage-1', []],
    [
      'fourteen listed challengers, nine outside',
      { 'proof.challenge.permissionless': false, 'proof.challengers': 14, 'proof.challengers.outside': 9 },
      [],
      'stage-1',
      [],
    ],
    [
      'a council minority that helps users out',
      { 'exit.alone': false, 'exit.mechanism': 'council-minority' },
      [],
      'stage-2',
      [],
    ],
    ['users who cannot leave alone', { 'exit.alone': false, 'exit.mechanism': 'replace-proposer' }, [], 'stage-0', []],
    [
      'one challenger',
      { 'proof.challenge.permissionless': false, 'proof.challengers': 1, 'proof.challengers.outside': 0 },
      [],
      'others',
      ['CLOSED_PROOFS'],
    ],
    [
      'no proofs, data elsewhere',
      { 'proof.kind': 'none', 'proof.enforced': false, 'data.location': 'external', 'data.attested': false },
      [],
      'others',
      ['NO_DA_ORACLE', 'NO_PROOFS'],
    ],
    ['a committee of two', committee(2, 1, 0), [], 'others', ['SMALL_DAC']],
    ['a committee whose majority suffices', committee(9, 5, 9), [], 'others', ['LOW_DAC_THRESHOLD']],
    ['a good committee, which is no rollup and none of the Others', committee(7, 6, 6), [], 'others', []],
    ['no node to rebuild the state', { 'node.source': false }, [], 'others', []],
  ] as const)('%s', (_, changes, powers, level, reasons) => {
    expect(judge(stages, { ...perfect, ...changes }, powers)).toMatchObject({ whole: level, reasons });
  });

  it("an escrow beside the chain's own bridge takes no stage away", () => {
    const { breaks, facts } = power('untouched', -1, -1);
    const escrow = { breaks, facts: { ...facts, 'power.escrows.only': true } };
    expect(judge(stages, perfect, [escrow]).whole).toBe('stage-2');
    expect(judge(stages, perfect, [power('untouched', -1, -1)]).whole).toBe('stage-0');
  });
});
