import { answers } from '../../authority/contract.ts';
import { nobody } from '../../model/authority.ts';
import type { ProofJudge } from './proof-judge.ts';

/** Those of SP1 (SP1VerifierGroth16.sol, SP1VerifierPlonk.sol: ISP1VerifierWithHash) and of RISC Zero (RiscZeroGroth16Verifier.sol). */
const shapes = [
  ['function VERIFIER_HASH() view returns (bytes32)', 'function verifyProof(bytes32, bytes, bytes) view'],
  [
    'function CONTROL_ROOT_0() view returns (bytes16)',
    'function BN254_CONTROL_ID() view returns (bytes32)',
    'function verify(bytes, bytes32, bytes32) view',
  ],
] as const;

/** Checks proofs by arithmetic alone: its parameters are in its code. */
export const plainVerifier: ProofJudge = {
  kind: 'verifier',
  recognises: (contract) => shapes.some((shape) => answers(contract, ...shape)),
  read: async () => ({ forge: nobody, stop: nobody }),
};
