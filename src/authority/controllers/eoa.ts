import { aliasedContract } from '../alias.ts';
import { bodyId } from '../../model/authority.ts';
import { isExternallyOwned } from '../contract.ts';
import type { Controller } from '../resolver.ts';

/**
 * An address without code is taken to have a key; so is one whose only code is an EIP-7702 delegation. On an L2 it may also be the
 * alias of a contract on the host, which then speaks for it.
 */
export const eoa: Controller = {
  kind: 'eoa',
  recognises: ({ code }) => code.status === 'known' && isExternallyOwned(code.value),
  async resolve({ address, code }, resolver) {
    const delegate = code.status === 'known' ? code.value.delegate : undefined;
    const sender = delegate === undefined ? await aliasedContract(address, resolver) : null;
    if (sender !== null) return { name: 'alias of a contract on the host', authority: sender };
    const authority = { kind: 'key', id: bodyId(resolver.reader.chainId, address) } as const;
    if (!delegate) return { name: 'key', authority };
    return {
      name: 'key with delegated code',
      authority,
      parameters: { delegate: delegate.to },
      notes: [`Delegates to the code at ${delegate.to} (EIP-7702), which may let others act for it.`],
    };
  },
};
