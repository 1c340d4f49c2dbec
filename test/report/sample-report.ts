import type { Address } from 'viem';
import type { Body } from '../../src/model/authority.ts';
import type { AuditReport, ChainReport, Weakest } from '../../src/model/report.ts';
import { schemaVersion } from '../../src/model/report.ts';

const safe: Address = '0x1111111111111111111111111111111111111111';
const owner: Address = '0x2222222222222222222222222222222222222222';
const portal: Address = '0x3333333333333333333333333333333333333333';

/** What a hostile contract or registry might call itself: terminal controls, markup of every format, bidi override. */
export const hostile = 'evil \u001b[31m\u009b2J\r\n::error::x | <b>&"\' `code` [a](https://e.example) ]]> \u202e end';

const body: Body = {
  id: `1:${safe}`,
  chainId: 1,
  address: safe,
  kind: 'safe',
  name: hostile,
  authority: { kind: 'threshold', k: 1, of: [{ kind: 'key', id: `1:${owner}` }] },
  parameters: { threshold: 1, owners: 1, version: '1.3.0' },
  notes: [hostile],
  vetoes: [],
  evidence: [`1/code/${safe}`],
};

const weakest: Weakest = {
  power: 'upgrade-portal',
  title: 'upgrade the portal',
  keys: 1,
  delaySeconds: 0,
  windowSeconds: -604_800,
  members: [{ id: `1:${owner}`, address: owner, name: hostile }],
  path: [`portal ${portal}`, `Safe 1/1 ${safe}`],
  unresolved: [hostile],
};

const low = { level: 'separate-chain', best: 'separate-chain', worst: 'separate-chain' };
const open = { level: 'separate-chain', best: 'full-faith', worst: 'separate-chain' };
const top = { level: 'full-faith', best: 'full-faith', worst: 'full-faith' };

const risky: ChainReport = {
  id: 'risky',
  name: hostile,
  chainId: 4242,
  stack: 'op-stack',
  archived: false,
  location: { file: 'registry/chains/risky chain.yaml', line: 3, column: 1 },
  credit: open,
  guarantees: {
    valid: { ...open, weakest },
    uncensored: { ...open, weakest: null },
    unreverted: { ...top, weakest: null },
    untouched: { ...low, weakest: { ...weakest, keys: 3, unresolved: [], delaySeconds: 90_000, windowSeconds: null } },
  },
  dimensions: [
    { dimension: 'exit-window', answer: { value: hostile, sentiment: 'bad' }, because: ['exit.delay.seconds'] },
    { dimension: 'sequencer', answer: null, because: ['inclusion.enabled'] },
  ],
  waivers: [{ rule: 'valid/proof', owner: hostile, reason: hostile, expires: '2026-01-01', expired: false }],
  facts: {
    'proof.kind': { type: 'choice', evidence: [`1/call/${portal}/0x00`], value: 'fraud' },
    'proof.enforced': { type: 'boolean', evidence: [], unknown: hostile },
    'proof.challenge.seconds': { type: 'seconds', evidence: [], value: 302_400 },
    'bond.amount': { type: 'wei', evidence: [], value: '80000000000000000' },
  },
  powers: [
    {
      id: 'upgrade-portal',
      title: 'upgrade the portal',
      effect: hostile,
      breaks: ['valid', 'untouched'],
      on: portal,
      selectors: ['0x3659cfe6'],
      lastsSeconds: null,
      authority: { kind: 'after', seconds: 3_600, of: { kind: 'body', id: body.id } },
      vetoes: [{ kind: 'unresolved', reason: hostile }],
      frontier: [
        {
          delaySeconds: 0,
          size: 1,
          keys: [`1:${owner}`],
          electorates: [],
          bodies: [{ id: body.id, quorum: 1, of: 1 }],
          exact: true,
          windowSeconds: -604_800,
        },
      ],
      unresolved: [],
      evidence: [],
    },
  ],
  exit: {
    possible: null,
    startSeconds: 604_800,
    finishSeconds: null,
    terms: [
      { name: 'challenge', phase: 'start', seconds: 604_800, source: 'the game' },
      { name: 'air gap', phase: 'finish', seconds: null, source: 'the portal', unknown: hostile },
    ],
  },
  bodies: [body],
  contracts: [{ role: 'portal', address: portal, evidence: [`1/code/${portal}`] }],
  code: { [`1/code/${portal}`]: `0x${'cd'.repeat(32)}` },
  notes: [hostile],
  findings: [
    {
      rule: 'valid/proof',
      guarantees: ['valid'],
      outcome: 'unknown',
      caps: 'separate-chain',
      message: hostile,
      because: ['proof.enforced'],
    },
    {
      rule: 'untouched/upgrade',
      guarantees: ['untouched'],
      outcome: 'fail',
      power: 'upgrade-portal',
      caps: 'separate-chain',
      message: 'Too few keys.',
      because: [],
    },
    { rule: 'uncensored/forced', guarantees: ['uncensored'], outcome: 'pass', message: 'A user can.', because: [] },
    {
      rule: 'unreverted/data',
      guarantees: ['unreverted'],
      outcome: 'not-applicable',
      message: 'No data.',
      because: [],
    },
  ],
  evidence: {
    block: 22_400_000,
    blockHash: `0x${'ab'.repeat(32)}`,
    timestamp: 1_746_000_000,
    source: hostile,
    grade: 'reconstructed',
    ageDays: 12,
    reads: 40,
    failed: [{ id: `1/call/${portal}/0x00`, reason: hostile }],
  },
};

const calm: ChainReport = {
  ...risky,
  id: 'calm',
  name: 'Calm 链',
  chainId: null,
  archived: true,
  location: { file: 'registry/chains/calm.yaml', line: 1, column: 1 },
  credit: top,
  guarantees: {
    valid: { ...top, weakest: null },
    uncensored: { ...top, weakest: null },
    unreverted: { ...top, weakest: null },
    untouched: { ...top, weakest: null },
  },
  dimensions: [],
  waivers: [],
  facts: {},
  powers: [],
  exit: { possible: true, startSeconds: 0, finishSeconds: 5_400, terms: [] },
  bodies: [],
  contracts: [],
  code: {},
  notes: [],
  findings: [{ rule: 'valid/proof', guarantees: ['valid'], outcome: 'pass', message: 'Proved.', because: [] }],
  evidence: { ...risky.evidence, source: '1 provider', grade: 'read', ageDays: 1, failed: [] },
};

const levels = [
  { id: 'separate-chain', title: 'Separate chain', meaning: 'Keys alone decide.' },
  { id: 'multisig-mediated', title: 'Multisig', meaning: 'A small set of keys.' },
  { id: 'full-faith', title: 'Full faith', meaning: 'Backed by Ethereum.' },
];

const rules = [
  ['valid/proof', 'valid', 'Every state is proved'],
  ['untouched/upgrade', 'untouched', 'Nobody upgrades faster than users leave'],
  ['uncensored/forced', 'uncensored', 'A user can force a transaction in'],
  ['unreverted/data', 'unreverted', 'The data are on Ethereum'],
] as const;

/** Two chains; every outcome, an interval, every kind of unknown, and text that needs escaping wherever text can be. */
export const sampleReport: AuditReport = {
  schemaVersion,
  policy: {
    id: 'sample',
    title: 'Sample policy',
    version: '1',
    levels,
    rules: rules.map(([id, guarantee, title]) => ({
      id,
      guarantees: [guarantee],
      title,
      otherwise: { caps: 'separate-chain', say: 'It does not hold.' },
      references: ['https://eips.ethereum.org/EIPS/eip-1967'],
    })),
  },
  chains: [risky, calm],
};
