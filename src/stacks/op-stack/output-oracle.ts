import { zeroAddress } from 'viem';
import { ask, askAny } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { addressAuthority, optionalAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { anyone, type Authority, unresolved } from '../../model/authority.ts';
import { all, known, map, notNull, type Observation } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { delayed, power } from '../powers.ts';
import { proofJudgePowers, readProofJudge } from '../proof-judges/index.ts';
import { type Judge, unknownJudge } from './judge.ts';
import { isKeepaliveOracle, keepaliveOracle } from './keepalive-oracle.ts';
import { oraclePowers, type OracleRoles, unproven } from './oracle-powers.ts';

const proposerOf = [
  'function proposer() view returns (address)',
  'function PROPOSER() view returns (address)',
] as const;
const challengerOf = [
  'function challenger() view returns (address)',
  'function CHALLENGER() view returns (address)',
] as const;
const finalizationOf = [
  'function finalizationPeriodSeconds() view returns (uint256)',
  'function FINALIZATION_PERIOD_SECONDS() view returns (uint256)',
] as const;
const optimisticMode = 'function optimisticMode() view returns (bool)';
const verifier = 'function verifier() view returns (address)';
const approvedProposers = 'function approvedProposers(address) view returns (bool)';

/** Signatures of `L2OutputOracle.proposeL2Output`, which asks for no proof, and of OP Succinct's oracle, which does. */
const withoutProof = 'function proposeL2Output(bytes32, uint256, bytes32, uint256) payable';
const succinct = ['function aggregationVkey() view returns (bytes32)', optimisticMode] as const;

/** The output oracle: one proposer's word, unless it is OP Succinct's, which checks a validity proof for every root. */
export async function judgeByOracle(oracle: Contract, resolver: Resolver): Promise<Judge> {
  const period = map(await askAny(resolver, oracle, finalizationOf), (seconds) =>
    seconds === null ? null : Number(seconds),
  );
  const seconds = notNull(period, `${oracle.address} names no finalization period`);
  const challenger = await optionalAuthority(await askAny(resolver, oracle, challengerOf), resolver);
  const finish = [
    { name: 'challenge', seconds, source: 'finalization period of the output oracle, once somebody proposed' },
  ];
  const parts = [{ role: 'L2OutputOracle', address: oracle.address }];
  const shared = { finish, parts, notes: [] };
  if (answers(oracle, ...succinct)) {
    return { ...shared, ...(await provenOracle(oracle, { seconds, challenger }, resolver)) };
  }
  const proposer = await addressAuthority(
    notNull(await askAny(resolver, oracle, proposerOf), 'it names no proposer'),
    resolver,
  );
  const roles = { seconds, challenger, proposer };
  if (isKeepaliveOracle(oracle)) return { ...shared, ...(await keepaliveOracle(oracle, roles, resolver)) };
  if (!answers(oracle, withoutProof))
    return unknownJudge(`${oracle.address} is an output oracle of unknown kind`, oracle.evidence);
  return {
    ...shared,
    facts: unproven(oracle, seconds),
    powers: oraclePowers(oracle, { ...roles, propose: withoutProof }),
  };
}

/** OP Succinct's oracle (OPSuccinctL2OutputOracle.sol): its owner can turn the proof off, which is a power of its own. */
async function provenOracle(
  oracle: Contract,
  roles: Pick<OracleRoles, 'seconds' | 'challenger'>,
  resolver: Resolver,
): Promise<Pick<Judge, 'facts' | 'powers' | 'parts'>> {
  const [optimistic, verifies, open, proposer, owner] = await Promise.all([
    ask(resolver, { of: oracle, view: optimisticMode }),
    ask(resolver, { of: oracle, view: verifier }),
    ask(resolver, { of: oracle, view: approvedProposers, args: [zeroAddress] }),
    askAny(resolver, oracle, proposerOf),
    ask(resolver, { of: oracle, view: 'function owner() view returns (address)' }),
  ]);
  const judge = await readProofJudge(notNull(verifies, `${oracle.address} names no verifier`), resolver);
  const enforced = map(all([optimistic, judge.recognised]), ([off]) => off === false);
  const permissionless = map(open, (flag) => flag === true);
  const who = permissionless.status === 'known' && permissionless.value ? anyone : await approved(proposer, resolver);
  const ownerAuthority = await addressAuthority(notNull(owner, `${oracle.address} names no owner`), resolver);
  const [, withhold, deletes] = oraclePowers(oracle, { ...roles, proposer: who, propose: withoutProof });
  return {
    facts: {
      'proof.kind': map(enforced, (on) => (on ? 'validity' : 'none')),
      'proof.variant': map(enforced, (on) => (on ? 'ST-SN' : 'none')),
      'proof.enforced': enforced,
      'proof.challenge.permissionless': known(true, oracle.evidence),
      'proof.challengers': known(0, oracle.evidence),
      'proof.challenge.seconds': roles.seconds,
      'proof.proposer.permissionless': permissionless,
    },
    powers: [
      power({
        id: 'disable-proofs',
        title: 'turn validity proofs off or replace their verifier, then propose',
        breaks: ['valid'],
        authority: delayed(roles.seconds, ownerAuthority),
        on: oracle.address,
        effect: 'In optimistic mode, or with another verifier or key, any state is accepted.',
      }),
      ...proofJudgePowers(judge, { on: oracle.address, proposer: who, seconds: roles.seconds }),
      ...[withhold, deletes].filter((one) => one !== undefined && one.authority.kind !== 'anyone'),
    ] as readonly Power[],
    parts: [{ role: 'L2OutputOracle', address: oracle.address }, ...judge.parts],
  };
}

async function approved(proposer: Observation<`0x${string}` | null>, resolver: Resolver): Promise<Authority> {
  if (proposer.status === 'known' && proposer.value !== null) return addressAuthority(known(proposer.value), resolver);
  return unresolved('who the approved proposers are is not listed by the oracle');
}
