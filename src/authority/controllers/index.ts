import type { Controller } from '../resolver.ts';
import { accessControl } from './access-control.ts';
import { agglayer } from './agglayer.ts';
import { aztecGovernance } from './aztec-governance.ts';
import { bridgedTimelock } from './bridged-timelock.ts';
import { chainAdmin } from './chain-admin.ts';
import { compoundTimelock } from './compound-timelock.ts';
import { councilElections } from './council-elections.ts';
import { delayedExecutor } from './delayed-executor.ts';
import { delegateOwner } from './delegate-owner.ts';
import { eip1271Multisig } from './eip1271-multisig.ts';
import { emergencyUpgradeBoard } from './emergency-upgrade-board.ts';
import { eoa } from './eoa.ts';
import { governance } from './governance.ts';
import { governedMultisig } from './governed-multisig.ts';
import { governor } from './governor.ts';
import { guardianProver } from './guardian-prover.ts';
import { multisigWallet } from './multisig-wallet.ts';
import { ownable } from './ownable.ts';
import { polygonTimelock } from './polygon-timelock.ts';
import { protocolUpgradeHandler } from './protocol-upgrade-handler.ts';
import { safe } from './safe.ts';
import { scrollOwner } from './scroll-owner.ts';
import { timelockController } from './timelock-controller.ts';
import { tokenVote } from './token-vote.ts';
import { unenforcedTimelock } from './unenforced-timelock.ts';
import { upgradeExecutor } from './upgrade-executor.ts';
import { upgradeGatekeeper } from './upgrade-gatekeeper.ts';
import { upgradeGovernor } from './upgrade-governor.ts';
import { validatorWallet } from './validator-wallet.ts';
import { voteExecutor } from './vote-executor.ts';

/** Every kind of controller, in the order in which they are tried; the first that recognises a contract wins. */
export const controllers: readonly Controller[] = [
  eoa,
  safe,
  upgradeExecutor,
  bridgedTimelock,
  polygonTimelock,
  unenforcedTimelock,
  timelockController,
  upgradeGovernor,
  governor,
  councilElections,
  validatorWallet,
  protocolUpgradeHandler,
  emergencyUpgradeBoard,
  eip1271Multisig,
  governance,
  aztecGovernance,
  chainAdmin,
  agglayer,
  scrollOwner,
  guardianProver,
  delegateOwner,
  compoundTimelock,
  delayedExecutor,
  multisigWallet,
  governedMultisig,
  tokenVote,
  voteExecutor,
  upgradeGatekeeper,
  ownable,
  accessControl,
];
