import { readView } from '../../evidence/reads.ts';
import { anyOf, bodyId, unresolved } from '../../model/authority.ts';
import { all, map } from '../../model/observation.ts';
import { answers } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import { quorum, type Signers } from '../quorum.ts';
import type { Controller } from '../resolver.ts';

const owners = 'function getOwners() view returns (address[])';
const required = 'function numConfirmationsRequired() view returns (uint256)';
const chooser = 'function GOVERNOR() view returns (address)';

/**
 * The MultiSigWallet under Kroma's security council: so many of its owners confirm, and a governor chooses who they are and how
 * many it takes (`addOwner`, `replaceOwner`, `changeRequirement`), so it can act in their place.
 */
export const governedMultisig: Controller = {
  kind: 'governed-multisig',
  recognises: (contract) =>
    answers(
      contract,
      owners,
      required,
      chooser,
      'function submitTransaction(address, uint256, bytes)',
      'function confirmTransaction(uint256)',
      'function replaceOwner(address, address)',
    ),
  async resolve({ address }, resolver) {
    const [members, least, governor] = await Promise.all([
      readView(resolver.reader, { on: address, view: owners }),
      readView(resolver.reader, { on: address, view: required }),
      readView(resolver.reader, { on: address, view: chooser }),
    ]);
    const signers = map(all([members, least]), ([of, k]): Signers => ({ of, k: Number(k) }));
    const chosen = await addressAuthority(governor, resolver);
    if (signers.status === 'unknown') {
      const open = unresolved(signers.reason, bodyId(resolver.reader.chainId, address));
      return { name: 'multisig', authority: anyOf([open, chosen]) };
    }
    const { k, of } = signers.value;
    return {
      name: `multisig ${k}/${of.length}`,
      authority: anyOf([quorum(address, signers.value, resolver), chosen]),
      parameters: { threshold: k, owners: of.length },
      notes: ['Its governor chooses its owners, and can so act in their place.'],
      evidence: all([members, least, governor]).evidence,
    };
  },
};
