import { readView } from '../../evidence/reads.ts';
import { bodyId, unresolved } from '../../model/authority.ts';
import { all } from '../../model/observation.ts';
import { answers } from '../contract.ts';
import type { Controller } from '../resolver.ts';

const owners = 'function getOwners() view returns (address[])';
const required = 'function required() view returns (uint256)';

/**
 * The MultiSigWallet of ConsenSys and Gnosis, before Safes: so many of its owners confirm. There are many builds of it, so it is
 * known by its functions and not by its code's hash.
 */
export const multisigWallet: Controller = {
  kind: 'multisig-wallet',
  recognises: (contract) =>
    answers(
      contract,
      owners,
      required,
      'function submitTransaction(address, uint256, bytes)',
      'function confirmTransaction(uint256)',
      'function changeRequirement(uint256)',
      'function replaceOwner(address, address)',
    ),
  async resolve({ address }, resolver) {
    const [members, quorum] = await Promise.all([
      readView(resolver.reader, { on: address, view: owners }),
      readView(resolver.reader, { on: address, view: required }),
    ]);
    const id = bodyId(resolver.reader.chainId, address);
    const signers = all([members, quorum]);
    if (signers.status === 'unknown') return { name: 'multisig', authority: unresolved(signers.reason, id) };
    const [list, k] = [signers.value[0], Number(signers.value[1])];
    if (k === 0 || list.length < k) {
      const reason = `the multisig ${address} is not set up (${k} of ${list.length})`;
      return { name: 'multisig', authority: unresolved(reason, id) };
    }
    return {
      name: `multisig ${k}/${list.length}`,
      authority: { kind: 'threshold', k, of: list.map((owner) => resolver.resolve(owner)), council: id },
      parameters: { threshold: k, owners: list.length },
      notes: ['It is known as a MultiSigWallet by its functions, not by the hash of its code.'],
      evidence: signers.evidence,
    };
  },
};
