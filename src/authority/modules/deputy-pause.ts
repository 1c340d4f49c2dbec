import { readView } from '../../evidence/reads.ts';
import { answers, selectorOf } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import type { SafeModule } from '../safe-modules.ts';

const deputy = 'function deputy() view returns (address)';

/** OP's DeputyPauseModule: one deputy's signature pauses, and can do nothing else. */
export const deputyPause: SafeModule = {
  kind: 'DeputyPauseModule',
  recognises: (contract) => answers(contract, deputy, 'function foundationSafe() view returns (address)'),
  async resolve(module, _safe, resolver) {
    const of = await addressAuthority(readView(resolver.reader, { on: module.address, view: deputy }), resolver);
    return { kind: 'limited', selectors: ['function pause(string)', 'function pause(address)'].map(selectorOf), of };
  },
};
