import { describe, expect, test } from 'vitest';
import { gateReporters } from '../../../src/report/gate/index.ts';
import { hostile } from '../sample-report.ts';
import { failedGate, passedGate } from './failed-gate.ts';

// What a terminal obeys or hides, apart from line feeds, which every format uses itself.
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

describe.each(gateReporters.map((reporter) => [reporter.format, reporter] as const))('%s', (_, { render: by }) => {
  test('is the same for the same gate, and lets no control character through', () => {
    expect(by(structuredClone(failedGate))).toBe(by(failedGate));
    expect(by(failedGate)).not.toMatch(steering);
    expect(by(failedGate)).not.toContain(hostile);
    expect(by(failedGate)).toMatch(/[^\n]\n$/);
  });

  test('shows what fails, why, what to do, and the waivers', () => {
    const text = by(failedGate);
    for (const what of ['undetermined', 'level-rose', 'new-power', 'expired-waiver', 'stale-evidence', 'no-evidence']) {
      expect(text).toContain(what);
    }
    expect(text).toContain('the bridge team');
    expect(text).toContain('--update');
    expect(text).toContain('proof.kind');
  });

  test('says when all is as expected', () => {
    expect(by(passedGate)).not.toBe(by({ ...passedGate, chains: [] }));
  });
});
