import { readView } from '../../evidence/reads.ts';
import { bodyId, unresolved } from '../../model/authority.ts';
import { all, map } from '../../model/observation.ts';
import { answers } from '../contract.ts';
import { quorum, type Signers } from '../quorum.ts';
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
    const [members, least] = await Promise.all([
      readView(resolver.reader, { on: address, view: owners }),
      readView(resolver.reader, { on: address, view: required }),
    ]);
    const signers = map(all([members, least]), ([of, k]): Signers => ({ of, k: Number(k) }));
    if (signers.status === 'unknown') {
      const id = bodyId(resolver.reader.chainId, address);
      return { name: 'multisig', authority: unresolved(signers.reason, id) };
    }
    const { k, of } = signers.value;
    return {
      name: `multisig ${k}/${of.length}`,
      authority: quorum(address, signers.value, resolver),
      parameters: { threshold: k, owners: of.length },
      notes: ['It is known as a MultiSigWallet by its functions, not by the hash of its code.'],
      evidence: signers.evidence,
    };
  },
};
