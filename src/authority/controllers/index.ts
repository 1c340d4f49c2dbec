import type { Controller } from '../resolver.ts';
import { accessControl } from './access-control.ts';
import { bridgedTimelock } from './bridged-timelock.ts';
import { councilElections } from './council-elections.ts';
import { delegateOwner } from './delegate-owner.ts';
import { eoa } from './eoa.ts';
import { governor } from './governor.ts';
import { guardianProver } from './guardian-prover.ts';
import { ownable } from './ownable.ts';
import { safe } from './safe.ts';
import { scrollOwner } from './scroll-owner.ts';
import { timelockController } from './timelock-controller.ts';
import { upgradeExecutor } from './upgrade-executor.ts';
import { validatorWallet } from './validator-wallet.ts';

/** Every kind of controller, in the order in which they are tried; the first that recognises a contract wins. */
export const controllers: readonly Controller[] = [
  eoa,
  safe,
  upgradeExecutor,
  bridgedTimelock,
  timelockController,
  governor,
  councilElections,
  validatorWallet,
  scrollOwner,
  guardianProver,
  delegateOwner,
  ownable,
  accessControl,
];
