import type { GateReport } from '../../../src/model/gate.ts';

/** Text that every format has to escape. */
export const hostile = 'a<b>&"|`\u001b[31m%::error::';

const location = { file: 'registry/chains/risky.yaml', line: 3, column: 1 };
const credit = (level: string) => ({ level, best: level, worst: level });

/** A gate that failed on one chain and passed on another. */
export const sampleGate: GateReport = {
  schemaVersion: '1.0',
  policy: {
    id: 'full-faith',
    title: 'Full faith',
    version: '1',
    levels: ['low', 'high'].map((id) => ({ id, title: id, meaning: id })),
  },
  lock: 'registry/credit.lock.yaml',
  outcome: 'failed',
  chains: [
    {
      id: 'risky',
      name: 'Risky',
      location,
      credit: credit('low'),
      locked: credit('high'),
      evidence: { block: 7, timestamp: 1_700_000_000, ageDays: 3, grade: 'read', source: hostile },
      waivers: [],
      findings: [
        {
          kind: 'level-fell',
          fails: true,
          guarantee: 'valid',
          subject: '',
          what: `The level fell ${hostile}`,
          from: { kind: 'credit', ...credit('high') },
          to: { kind: 'credit', ...credit('low') },
          causes: [
            {
              kind: 'fact',
              name: 'proof.kind',
              note: '',
              from: { kind: 'fact', type: 'choice', value: 'fraud' },
              to: { kind: 'fact', type: 'choice', value: 'none' },
            },
          ],
          advice: 'Look into it.',
          location,
        },
      ],
    },
    {
      id: 'steady',
      name: 'Steady',
      location,
      credit: credit('high'),
      locked: credit('high'),
      evidence: null,
      waivers: [],
      findings: [],
    },
  ],
};
