import type { SafeModule } from '../safe-modules.ts';
import { deputyGuardian } from './deputy-guardian.ts';
import { deputyPause } from './deputy-pause.ts';
import { liveness2 } from './liveness-2.ts';
import { liveness } from './liveness.ts';
import { upgradeExecutor } from './upgrade-executor.ts';
import { zodiacRoles } from './zodiac-roles.ts';

/** Every kind of Safe module; the first that recognises a contract wins. */
export const modules: readonly SafeModule[] = [
  deputyGuardian,
  deputyPause,
  liveness,
  liveness2,
  upgradeExecutor,
  zodiacRoles,
];
