import { readView } from '../../evidence/reads.ts';
import { allOf, anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { answers } from '../contract.ts';
import { emergencyAuthority } from '../polygon-roles.ts';
import type { Controller } from '../resolver.ts';
import { timelockController } from './timelock-controller.ts';

const system = 'function polygonZkEVM() view returns (address)';

/**
 * PolygonZkEVMTimelock.sol: OpenZeppelin's timelock, whose delay is 0 while the system is in the emergency state. Whoever proposes
 * together with whoever declares an emergency therefore waits for nothing.
 */
export const polygonTimelock: Controller = {
  kind: 'polygon-timelock',
  recognises: (contract) => answers(contract, system) && timelockController.recognises(contract),
  async resolve(contract, resolver) {
    const ordinary = await timelockController.resolve(contract, resolver);
    const named = await readView(resolver.reader, { on: contract.address, view: system });
    const declaring: Authority =
      named.status === 'known' ? await emergencyAuthority(named.value, resolver) : unresolved(named.reason);
    return {
      ...ordinary,
      authority: anyOf([ordinary.authority, allOf([withoutDelay(ordinary.authority), declaring])]),
      notes: [...(ordinary.notes ?? []), 'Its delay is 0 while the system is in the emergency state.'],
      evidence: [...new Set([...(ordinary.evidence ?? []), ...named.evidence])],
    };
  },
};

/** The same keys, with nothing to wait for. */
function withoutDelay(authority: Authority): Authority {
  return authority.kind === 'after' ? authority.of : authority;
}
