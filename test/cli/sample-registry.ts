import { serialiseRecording } from '../../src/evidence/recording.ts';

/** An entry of a chain that there is not. */
export const entry = `id: sample
name: Sample
chainId: 987654321
stack: op-stack
contracts:
  SystemConfig: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
`;

const block = { number: 22_000_000n, hash: `0x${'ab'.repeat(32)}`, timestamp: 1_741_900_000n } as const;

/** Its recording, in which every read has been lost. */
export const emptyRecording = serialiseRecording({
  chain: 'sample',
  grade: 'reconstructed',
  source: 'a test',
  chains: new Map([[1, { block, reads: new Map() }]]),
});

/** A registry of that chain, as files by path. */
export const registry = {
  'registry/chains/sample.yaml': entry,
  'registry/evidence/sample.json': emptyRecording,
} as const;
