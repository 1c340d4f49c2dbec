import { type Address, zeroAddress } from 'viem';
import { ask } from '../../authority/ask.ts';
import { answers, type Contract } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { all, chain, chainRead, known, map, type Observation, unknown } from '../../model/observation.ts';
import { type AddressView, ofKind } from '../discovery.ts';
import { type KromaContracts, views } from './contracts.ts';

const proof =
  '((bytes32,bytes32,bytes32,bytes32,bytes32),(bytes32,bytes32,bytes32,bytes32,bytes32),' +
  '(bytes32,bytes32,uint64,uint64,uint64,uint256,bytes32,bytes32,bytes32,bytes32[]),' +
  '(bytes,bytes,bytes,bytes,bytes,bytes,bytes,bytes,bytes),bytes32,bytes32,bytes[])';

/** What the code of each contract has that judges states, in version 1.0 of Kroma's contracts. */
const shapes = {
  KromaPortal: [
    'function depositTransactionByValidatorPool(address, uint64, bytes)',
    'function finalizeWithdrawalTransaction((uint256,address,address,uint256,uint256,bytes))',
    'function paused() view returns (bool)',
  ],
  L2OutputOracle: [
    'function submitL2Output(bytes32, uint256, bytes32, uint256) payable',
    'function replaceL2Output(uint256, bytes32, address)',
    'function FINALIZATION_PERIOD_SECONDS() view returns (uint256)',
  ],
  Colosseum: [
    'function createChallenge(uint256, bytes32, uint256, bytes32[])',
    'function bisect(uint256, address, uint256, bytes32[])',
    `function proveFault(uint256, uint256, ${proof}, uint256[], uint256[])`,
    'function dismissChallenge(uint256, address, address, bytes32, bytes32)',
    'function forceDeleteOutput(uint256)',
  ],
  ValidatorPool: [
    'function nextValidator() view returns (address)',
    'function addPendingBond(uint256, address)',
    'function createBond(uint256, uint128)',
    'function TRUSTED_VALIDATOR() view returns (address)',
  ],
  ZKMerkleTrie: ['function verifyInclusionProof(bytes32, bytes, bytes[], bytes32) view returns (bool)'],
  ZKVerifier: ['function verify(uint256[], uint256[], bytes32) view returns (bool)'],
} as const;

/** What later versions have, which judge in another way. */
const later = [
  'function VALIDATOR_MANAGER() view returns (address)',
  'function ASSET_MANAGER() view returns (address)',
  'function ZK_PROOF_VERIFIER() view returns (address)',
];

/** Which contract has to name which other one, so that a challenge does what it should. */
const links: readonly (readonly [keyof KromaContracts, AddressView, keyof KromaContracts])[] = [
  ['KromaPortal', views.pool, 'ValidatorPool'],
  ['Colosseum', views.oracle, 'L2OutputOracle'],
  ['Colosseum', views.trie, 'ZKMerkleTrie'],
  ['ValidatorPool', views.oracle, 'L2OutputOracle'],
  ['ValidatorPool', views.portal, 'KromaPortal'],
  ['L1CrossDomainMessenger', views.portal, 'KromaPortal'],
];

/** `true` where every contract that judges is of a known kind and names the others; otherwise unknown, and why. */
export async function knownKinds(contracts: KromaContracts, resolver: Resolver): Promise<Observation<true>> {
  const kinds = (Object.keys(shapes) as (keyof typeof shapes)[]).map((role) =>
    chain(contracts[role], (contract) => ofKnownKind(role, contract)),
  );
  const linked = await Promise.all(
    links.map(async ([from, view, to]) => {
      const named = await chainRead(contracts[from], (of) =>
        of === null ? Promise.resolve(known(null)) : ask(resolver, { of, view }),
      );
      return chain(all([named, contracts[to]]), ([address, target]): Observation<true> => {
        if (target !== null && (address ?? zeroAddress) === target.address) return known(true);
        return unknown(`${from} names ${address ?? 'nothing'} where ${to} is expected`, named.evidence);
      });
    }),
  );
  return map(all([...kinds, ...linked, await sameInterval(contracts, resolver)]), () => true as const);
}

function ofKnownKind(role: keyof typeof shapes, contract: Contract): Observation<true> {
  const strange = (address: Address) => `the ${role} at ${address} is of a kind that is not recognised`;
  if (later.some((one) => answers(contract, one))) return unknown(strange(contract.address), contract.evidence);
  return map(ofKind(known(contract), shapes[role], strange), () => true as const);
}

/** A challenge is about so many blocks as lie between two outputs: where the two contracts differ, it proves nothing. */
async function sameInterval(
  { L2OutputOracle, Colosseum }: KromaContracts,
  resolver: Resolver,
): Promise<Observation<true>> {
  const [ofOutputs, ofChallenges] = await Promise.all([
    chainRead(L2OutputOracle, (of) =>
      ask(resolver, { of, view: 'function SUBMISSION_INTERVAL() view returns (uint256)' }),
    ),
    chainRead(Colosseum, (of) =>
      ask(resolver, { of, view: 'function L2_ORACLE_SUBMISSION_INTERVAL() view returns (uint256)' }),
    ),
  ]);
  return chain(all([ofOutputs, ofChallenges]), ([outputs, challenges]): Observation<true> => {
    if (outputs !== null && outputs === challenges) return known(true);
    return unknown(`outputs are ${outputs} blocks apart, and challenges are about ${challenges}`);
  });
}
