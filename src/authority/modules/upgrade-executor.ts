import { upgradeExecutor as executor } from '../controllers/upgrade-executor.ts';
import type { SafeModule } from '../safe-modules.ts';

/** An UpgradeExecutor that a Safe has enabled as a module, so that governance can replace the Safe's owners: it can do anything. */
export const upgradeExecutor: SafeModule = {
  kind: 'upgrade-executor',
  recognises: (contract) => executor.recognises(contract),
  resolve: (module, _safe, resolver) => Promise.resolve(resolver.resolve(module.address)),
};
