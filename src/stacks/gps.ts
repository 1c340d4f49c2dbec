import type { Address } from 'viem';
import { ask } from '../authority/ask.ts';
import { answers, type Contract } from '../authority/contract.ts';
import type { Resolver } from '../authority/resolver.ts';
import { chain, chainRead, known, map, type Observation, unknown } from '../model/observation.ts';
import type { Part } from './powers.ts';

const callImplementation = 'function callProxyImplementation() view returns (address)';
const isValid = 'function isValid(bytes32) view returns (bool)';
/** GpsStatementVerifier.sol, 2020 and later. */
const verifies = [
  'function verifyProofAndRegister(uint256[], uint256[], uint256[], uint256[], uint256)',
  'function verifyProofAndRegister(uint256[], uint256[], uint256[], uint256[])',
];
const referral = 'function referenceFactRegistry() view returns (address)';
const referralEnd = 'function referralExpirationTime() view returns (uint256)';

/** A registry of facts that is asked through no more than so many proxies and predecessors. */
const deepest = 4;

/**
 * The contracts that decide whether a Cairo program was proved to have run (StarkWare's GPS or SHARP verifier): the verifier, the
 * call proxy before it, and the older verifier whose facts still count while a referral to it lasts. Unknown where one
 * of them is of another kind.
 */
export async function gpsVerifier(at: Address, resolver: Resolver, depth = 0): Promise<Observation<readonly Part[]>> {
  const contract = await resolver.inspect(at);
  if (contract.pushed.status === 'unknown') return contract.pushed;
  if (depth >= deepest) return unknown(`${at} is behind too many proxies and referrals`, contract.evidence);
  const behind = await ask(resolver, { of: contract, view: callImplementation });
  return chainRead(behind, async (target): Promise<Observation<readonly Part[]>> => {
    if (target !== null) {
      const found = await gpsVerifier(target, resolver, depth + 1);
      return map(found, (parts) => [{ role: 'SHARPVerifierCallProxy', address: at }, ...parts]);
    }
    if (!answers(contract, isValid) || !verifies.some((one) => answers(contract, one))) {
      return unknown(`the verifier at ${at} is of a kind that is not recognised`, contract.evidence);
    }
    const older = await referred(contract, resolver, depth);
    return map(older, (parts) => [{ role: 'GpsStatementVerifier', address: at }, ...parts]);
  });
}

/** The verifier that this one still believes, if the time for that is not over. */
async function referred(contract: Contract, resolver: Resolver, depth: number): Promise<Observation<readonly Part[]>> {
  const [end, registry] = await Promise.all([
    ask(resolver, { of: contract, view: referralEnd }),
    ask(resolver, { of: contract, view: referral }),
  ]);
  const over = chain(end, (time) => known(time === null || time <= resolver.reader.block.timestamp));
  return chainRead(over, async (isOver) => {
    if (isOver) return known([]);
    return chainRead(registry, async (address) =>
      address === null ? known([]) : gpsVerifier(address, resolver, depth + 1),
    );
  });
}
