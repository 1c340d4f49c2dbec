import { readView } from '../../evidence/reads.ts';
import { answers, selectorOf } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import type { SafeModule } from '../safe-modules.ts';

const deputy = 'function deputyGuardian() view returns (address)';

/** What DeputyGuardianModule.sol (1.x to 2.x) lets its deputy call as the guardian. */
const guardianFunctions = [
  'function pause(string)',
  'function pause(address)',
  'function unpause()',
  'function unpause(address)',
  'function extend(address)',
  'function setAnchorState(address, address)',
  'function blacklistDisputeGame(address)',
  'function setRespectedGameType(uint32)',
  'function updateRetirementTimestamp()',
].map(selectorOf);

/** OP's DeputyGuardianModule: one deputy uses all of the guardian's powers in the place of the guardian Safe's owners. */
export const deputyGuardian: SafeModule = {
  kind: 'DeputyGuardianModule',
  recognises: (contract) => answers(contract, deputy, 'function superchainConfig() view returns (address)'),
  async resolve(module, _safe, resolver) {
    const of = await addressAuthority(readView(resolver.reader, { on: module.address, view: deputy }), resolver);
    return { kind: 'limited', selectors: guardianFunctions, of };
  },
};
