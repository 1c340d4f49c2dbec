import type { DiffReport } from '../../../src/model/diff.ts';

/** Text that every format has to escape. */
export const hostile = 'a<b>&"|`\u001b[31m';

const credit = (level: string) => ({ level, best: level, worst: level });
const side = (block: number) => ({ block, timestamp: 1_700_000_000, source: hostile, policy: 'full-faith 1' });

/** A chain whose proof went away. */
export const sampleDiff: DiffReport = {
  schemaVersion: '1.0',
  from: 'before',
  to: 'after',
  same: ['steady'],
  chains: [
    {
      id: 'risky',
      name: hostile,
      sides: { from: side(7), to: side(8) },
      credit: { from: credit('high'), to: credit('low') },
      guarantees: [{ guarantee: 'valid', from: credit('high'), to: credit('low') }],
      weakest: [],
      facts: [
        {
          name: 'proof.kind',
          from: { kind: 'fact', type: 'choice', value: 'fraud' },
          to: { kind: 'fact', type: 'choice', value: null },
        },
      ],
      powers: [],
      bodies: [],
      code: [],
      findings: [],
      meaning: [],
    },
  ],
};
