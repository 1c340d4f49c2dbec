import { readView } from '../../evidence/reads.ts';
import { after, allOf, anyOf, unresolved } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import { addressAuthority, ownersOf } from '../ownership.ts';
import type { Controller } from '../resolver.ts';

const minDelay = 'function minDelay() view returns (uint256)';
const council = 'function securityCouncil() view returns (address)';
const shape = [
  minDelay,
  council,
  'function scheduleShadow(bytes32, uint256)',
  'function executeInstant(((address,uint256,bytes)[],bytes32,bytes32)) payable',
] as const;

/**
 * Governance.sol of era-contracts: the owner schedules and executes after the delay; the security council lets what the owner has
 * scheduled be executed at once.
 */
export const governance: Controller = {
  kind: 'governance',
  recognises: (contract) => answers(contract, ...shape),
  async resolve({ address: on, pushed }, resolver) {
    const known = pushed.status === 'known' ? pushed.value : new Set<never>();
    const [delay, owners, hastening] = await Promise.all([
      readView(resolver.reader, { on, view: minDelay }),
      ownersOf({ address: on, pushed: known }, resolver),
      addressAuthority(readView(resolver.reader, { on, view: council }), resolver),
    ]);
    const owner = owners ?? unresolved(`who owns ${on} is not known`);
    const seconds = delay.status === 'known' ? Number(delay.value) : 0;
    return {
      name: delay.status === 'known' ? `governance with a delay of ${seconds} s` : 'governance of unknown delay',
      authority: anyOf([after(seconds, owner), ...(hastening.kind === 'nobody' ? [] : [allOf([owner, hastening])])]),
      parameters: delay.status === 'known' ? { delaySeconds: seconds } : {},
      vetoes: [hastening],
      evidence: delay.evidence,
    };
  },
};
