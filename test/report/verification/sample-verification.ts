import { verificationSchemaVersion, type Verification } from '../../../src/model/verification.ts';

const hostile = 'evil\u001b[2J\u202e\nGenuine.';

/** A verification with a check of each outcome, of a file with a hostile name. */
export const sampleVerification: Verification = {
  schemaVersion: verificationSchemaVersion,
  file: `${hostile}.json`,
  kind: 'recording',
  outcome: 'not-genuine',
  checks: [
    { name: 'form', outcome: 'holds', what: 'a recording of sample' },
    { name: 'proofs/1', outcome: 'trusted', what: `none of 7 answers is proved: read, from “${hostile}”` },
    { name: 'replay', outcome: 'open', what: 'no verdict follows here' },
    { name: 'lock', outcome: 'fails', what: 'the root is another' },
  ],
  evidence: [
    {
      chain: 'sample',
      chainId: 1,
      block: 22_000_000,
      blockHash: `0x${'ab'.repeat(32)}`,
      source: hostile,
      reads: { proved: 5, read: 2 },
      failed: 1,
    },
  ],
};
