import type { Controller } from '../resolver.ts';
import { accessControl } from './access-control.ts';
import { eoa } from './eoa.ts';
import { ownable } from './ownable.ts';
import { safe } from './safe.ts';
import { timelockController } from './timelock-controller.ts';

/** Every kind of controller, in the order in which they are tried; the first that recognises a contract wins. */
export const controllers: readonly Controller[] = [eoa, safe, timelockController, ownable, accessControl];
