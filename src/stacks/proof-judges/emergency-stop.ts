import { ask } from '../../authority/ask.ts';
import { answers } from '../../authority/contract.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import { anyOf } from '../../model/authority.ts';
import { notNull } from '../../model/observation.ts';
import type { ProofJudge } from './proof-judge.ts';

const owner = 'function owner() view returns (address)';
const judge = 'function verifier() view returns (address)';

/** RiscZeroVerifierEmergencyStop.sol: asks another verifier until its owner stops it, for good. */
export const emergencyStop: ProofJudge = {
  kind: 'emergency-stop',
  recognises: (contract) =>
    answers(contract, 'function estop()', 'function paused() view returns (bool)', judge, owner),
  async read(contract, resolver, next) {
    const [named, sway] = await Promise.all([ask(resolver, { of: contract, view: owner }), next(judge)]);
    const stops = await addressAuthority(notNull(named, `${contract.address} names no owner`), resolver);
    return { forge: sway.forge, stop: anyOf([stops, sway.stop]) };
  },
};
