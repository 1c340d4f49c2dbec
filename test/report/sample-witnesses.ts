import type { Witness } from '../../src/model/witness.ts';
import { hostile } from './sample-report.ts';

const day = 86_400;
const [ann, ben, safe, timelock, portal] = ['1', '2', '3', '4', '5'].map((digit) => `0x${digit.repeat(40)}` as const);
if (!ann || !ben || !safe || !timelock || !portal) throw new Error('too few addresses');

/** Two keys of a Safe behind a timelock; its names are hostile. */
export const upgrade: Witness = {
  power: 'upgrade-portal',
  title: 'replace the code of the portal',
  effect: hostile,
  breaks: ['valid', 'untouched'],
  on: portal,
  selectors: ['0x00000001', '0x00000002', '0x00000003', '0x00000004'],
  keys: 2,
  entities: 1,
  members: [
    { id: `1:${ann}`, address: ann, name: 'key' },
    { id: `1:${ben}`, address: ben, name: hostile },
  ],
  unresolved: [],
  electorates: [],
  blocking: { size: 2, keys: [`1:${ann}`, `1:${ben}`], exact: true },
  steps: [
    {
      body: `1:${safe}`,
      address: safe,
      kind: 'safe',
      name: 'Safe 2/3',
      by: [`1:${ann}`, `1:${ben}`],
      quorum: { k: 2, of: 3 },
      waitSeconds: 0,
    },
    {
      body: `1:${timelock}`,
      address: timelock,
      kind: 'timelock',
      name: hostile,
      by: [`1:${safe}`],
      waitSeconds: 3 * day,
    },
  ],
  waitSeconds: 0,
  race: {
    attackSeconds: 3 * day,
    possible: true,
    terms: [
      { name: 'inclusion', phase: 'start', seconds: day, source: 'the inbox' },
      { name: 'challenge', phase: 'finish', seconds: 7 * day, source: hostile },
    ],
    startSeconds: day,
    finishSeconds: 8 * day,
    windowToStartSeconds: 2 * day,
    windowToFinishSeconds: -5 * day,
  },
  vetoes: [`key ${ann}`],
};

/** One party that nobody could establish, together with a token vote; nobody knows whether users can leave. */
export const open: Witness = {
  ...upgrade,
  power: 'propose-state',
  title: 'finalise any state',
  selectors: [],
  keys: 1,
  members: [],
  unresolved: [hostile],
  electorates: [{ id: `1:${timelock}`, address: timelock, name: 'Governor' }],
  blocking: null,
  steps: [
    {
      body: `1:${timelock}`,
      address: timelock,
      kind: 'governor',
      name: 'Governor',
      by: [`1:${timelock}`],
      waitSeconds: 0,
    },
    {
      body: `1:${safe}`,
      address: safe,
      kind: 'safe-module',
      name: 'Module',
      by: [`1:${timelock}`, 'unresolved:x'],
      waitSeconds: 0,
    },
  ],
  waitSeconds: 7 * day,
  race: { ...upgrade.race, possible: null, windowToStartSeconds: null, windowToFinishSeconds: null, terms: [] },
};
