import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keccak256, toHex, zeroAddress } from 'viem';
import { snapshot, startAnvil, type Anvil } from './anvil.ts';
import { as, encode, read, readAddress, send } from './contract.ts';
import { opRoles } from './op-bridge.ts';
import { attack, gameStatus, gameTypes, propose, resolve } from './op-games.ts';
import { councilMembers, foundationMembers } from './op-governance.ts';
import { deployOpOracleStack, deployOpStack, type OpOracleStack, type OpStack } from './op-stack.ts';
import { execSafe, type Signer } from './safe.ts';

const { proposer, challenger, batcher, sequencer } = opRoles;

let node: Anvil;
beforeAll(async () => {
  node = await startAnvil();
});
afterAll(() => node.stop());

describe('a permissionless chain', () => {
  let op: OpStack;
  beforeAll(async () => {
    op = await deployOpStack(node);
  });

  test.each([
    ['portal', '3.10.0'],
    ['superchainConfig', '1.1.0'],
    ['systemConfig', '2.3.0-beta.2'],
    ['messenger', '2.4.0'],
    ['standardBridge', '2.2.0'],
    ['disputeGameFactory', '1.0.0'],
    ['faultDisputeGame', '1.2.0'],
  ] as const)('%s is version %s', async (name, version) => {
    expect(await read(op[name], 'version')).toBe(version);
  });

  test('its portal and its configuration know each other', async () => {
    expect(await read(op.portal, 'disputeGameFactory')).toBe(op.disputeGameFactory.address);
    expect(await read(op.portal, 'guardian')).toBe(op.guardian.address);
    expect(await read(op.portal, 'respectedGameType')).toBe(gameTypes.cannon);
    expect(await read(op.portal, 'proofMaturityDelaySeconds')).toBe(604_800n);
    expect(await read(op.systemConfig, 'optimismPortal')).toBe(op.portal.address);
    expect(await read(op.systemConfig, 'unsafeBlockSigner')).toBe(sequencer);
    expect(await read(op.systemConfig, 'batcherHash')).toBe(`0x${batcher.slice(2).toLowerCase().padStart(64, '0')}`);
    expect(await read(op.systemConfig, 'owner')).toBe(op.foundation.address);
  });

  test('the owner Safe changes each of the three kinds of proxy', async () => {
    const { proxyAdmin, messenger, standardBridge, superchainConfig, council, foundation, owner } = op;
    const restore = await snapshot(node);
    const to = proxyAdmin.address;
    const signers: readonly Signer[] = [
      { safe: foundation, signers: foundationMembers.slice(0, 5) },
      { safe: council, signers: councilMembers.slice(3) },
    ];
    const next = await readAddress(proxyAdmin, 'getProxyImplementation', standardBridge.address);
    for (const proxy of [messenger, superchainConfig, standardBridge]) {
      await execSafe(owner, { to, data: encode(proxyAdmin, 'upgrade', proxy.address, next), signers });
      expect(await read(proxyAdmin, 'getProxyImplementation', proxy.address)).toBe(next);
    }
    await expect(send(proxyAdmin, 'upgrade', messenger.address, next)).rejects.toThrow('not the owner');
    await restore();
  });

  test('the foundation pauses for the guardian, and ends the pause', async () => {
    const { superchainConfig, deputyGuardianModule, foundation } = op;
    const signers = foundationMembers.slice(0, 5);
    const to = deputyGuardianModule.address;
    await execSafe(foundation, { to, data: encode(deputyGuardianModule, 'pause'), signers });
    expect(await read(superchainConfig, 'paused')).toBe(true);
    await execSafe(foundation, { to, data: encode(deputyGuardianModule, 'unpause'), signers });
    expect(await read(superchainConfig, 'paused')).toBe(false);
    await expect(send(deputyGuardianModule, 'pause')).rejects.toThrow();
  });

  test('the council is watched by its module and guard', async () => {
    expect(await read(op.council, 'isModuleEnabled', op.livenessModule.address)).toBe(true);
    expect(await read(op.livenessModule, 'safe')).toBe(op.council.address);
    expect(await read(op.livenessModule, 'livenessInterval')).toBe(8_467_200n);
    expect(await read(op.livenessModule, 'livenessGuard')).toBe(op.livenessGuard.address);
  });

  test('a proposal nobody disputes wins, a disputed one loses', async () => {
    const restore = await snapshot(node);
    const proposal = { l2Block: 100n, type: gameTypes.cannon };
    const honest = await propose(op, { ...proposal, root: keccak256(toHex('good')) });
    const wrong = await propose(op, { ...proposal, root: keccak256(toHex('bad')) });
    await attack(wrong);
    expect(await resolve(honest)).toBe(gameStatus.defenderWins);
    expect(await resolve(wrong)).toBe(gameStatus.challengerWins);
    await restore();
  });
});

describe('a permissioned chain', () => {
  let op: OpStack;
  beforeAll(async () => {
    op = await deployOpStack(node, { permissionless: false });
  });

  test('respects the permissioned game and has no other', async () => {
    expect(await read(op.portal, 'respectedGameType')).toBe(gameTypes.permissionedCannon);
    expect(await read(op.disputeGameFactory, 'gameImpls', gameTypes.cannon)).toBe(zeroAddress);
    const game = await read(op.disputeGameFactory, 'gameImpls', gameTypes.permissionedCannon);
    expect(game).toBe(op.permissionedDisputeGame.address);
    expect(await read(op.permissionedDisputeGame, 'proposer')).toBe(proposer);
    expect(await read(op.permissionedDisputeGame, 'challenger')).toBe(challenger);
  });
});

describe('a chain with an output oracle', () => {
  let op: OpOracleStack;
  beforeAll(async () => {
    op = await deployOpOracleStack(node);
  });

  test('its portal trusts the oracle of one proposer', async () => {
    expect(await read(op.portal, 'l2Oracle')).toBe(op.outputOracle.address);
    expect(await read(op.outputOracle, 'proposer')).toBe(proposer);
    expect(await read(op.outputOracle, 'challenger')).toBe(challenger);
    expect(await read(op.outputOracle, 'finalizationPeriodSeconds')).toBe(604_800n);
  });

  test('what the proposer writes only the challenger deletes', async () => {
    const l2Block = await read(op.outputOracle, 'nextBlockNumber');
    const output = [keccak256(toHex('root')), l2Block, `0x${'00'.repeat(32)}`, 0n];
    await send(as(op.outputOracle, proposer), 'proposeL2Output', ...output);
    await expect(send(as(op.outputOracle, proposer), 'deleteL2Outputs', 0n)).rejects.toThrow('only the challenger');
    await send(as(op.outputOracle, challenger), 'deleteL2Outputs', 0n);
    expect(await read(op.outputOracle, 'nextOutputIndex')).toBe(0n);
  });
});
