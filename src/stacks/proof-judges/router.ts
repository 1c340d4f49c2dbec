import { type Address, parseAbi, toEventSelector } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import { decodeLogs } from '../../authority/decoded-logs.ts';
import { addressAuthority } from '../../authority/ownership.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { readLogs } from '../../evidence/reads.ts';
import { anyOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { chain, known, notNull, type Observation, unknown } from '../../model/observation.ts';
import { plainVerifier } from './plain.ts';
import type { ProofJudge } from './proof-judge.ts';

const owner = 'function owner() view returns (address)';

/** SP1VerifierGateway.sol of sp1-contracts. */
const gateway = [
  'function routes(bytes4) view returns (address, bool)',
  'function addRoute(address)',
  'function freezeRoute(bytes4)',
  'function verifyProof(bytes32, bytes, bytes) view',
  owner,
] as const;
const routeAdded = 'event RouteAdded(bytes4 indexed selector, address verifier)';
const routes = parseAbi([routeAdded]);

/** RiscZeroVerifierRouter.sol of risc0-ethereum, which says in no log what was added. */
const router = [
  'function verifiers(bytes4) view returns (address)',
  'function addVerifier(bytes4, address)',
  'function removeVerifier(bytes4)',
  'function verify(bytes, bytes32, bytes32) view',
  owner,
] as const;

/**
 * Passes a proof on to the verifier that its first four bytes name: whoever proves chooses among those there are. So its owner, who
 * adds verifiers without delay, can add one that accepts anything, and one that was added before may do so for whoever knows.
 */
export const proofRouter: ProofJudge = {
  kind: 'router',
  recognises: (contract) => answers(contract, ...gateway) || answers(contract, ...router),
  async read(contract, resolver) {
    const named = await ask(resolver, { of: contract, view: owner });
    const authority = await addressAuthority(notNull(named, `${contract.address} names no owner`), resolver);
    return { forge: anyOf([authority, ...(await doubtfulRoutes(contract, resolver))]), stop: authority };
  },
};

/** Whoever may know what a route lets pass whose verifier is of no known kind; none where all are plain verifiers. */
async function doubtfulRoutes(contract: Contract, resolver: Resolver): Promise<readonly Authority[]> {
  const doubt = (reason: string, on: Address): Authority => unresolved(reason, bodyId(resolver.reader.chainId, on));
  const found = await verifiersOf(contract, resolver);
  if (found.status === 'unknown')
    return [doubt(`the routes of ${contract.address}: ${found.reason}`, contract.address)];
  const verifiers = await Promise.all(found.value.map((address) => resolver.inspect(address)));
  return verifiers
    .filter((one) => one.pushed.status === 'unknown' || !plainVerifier.recognises(one))
    .map(({ address }) => doubt(`a route leads to ${address}, which is no verifier of a known kind`, address));
}

async function verifiersOf(contract: Contract, resolver: Resolver): Promise<Observation<readonly Address[]>> {
  if (!answers(contract, ...gateway)) return unknown('it keeps no list of them');
  const logs = await readLogs(resolver.reader, contract.address, [toEventSelector(routeAdded)]);
  return chain(decodeLogs(routes, logs), (events) =>
    events.length === 0 ? unknown('its logs name none') : known([...new Set(events.map(({ args }) => args.verifier))]),
  );
}
