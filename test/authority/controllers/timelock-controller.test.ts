import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Address } from 'viem';
import { accounts, type Anvil, startAnvil } from '../../devnet/anvil.ts';
import { as, send } from '../../devnet/contract.ts';
import { deployTimelock4 } from '../../devnet/openzeppelin-4.ts';
import { deployTimelock, role } from '../../devnet/openzeppelin.ts';
import { deploySafe } from '../../devnet/safe.ts';
import { resolveOn } from '../resolved.ts';

const [alice, bob, carol] = accounts;
const minDelaySeconds = 86_400;

describe('a TimelockController', () => {
  let node: Anvil;
  beforeAll(async () => {
    node = await startAnvil();
  });
  afterAll(() => node.stop());

  it.each([
    ['5.7', (proposer: Address) => deployTimelock(node, { minDelaySeconds, proposers: [proposer] })],
    ['4.9', (proposer: Address) => deployTimelock4(node, BigInt(minDelaySeconds), { proposers: [proposer] })],
  ])('of OpenZeppelin %s is its proposers after its delay', async (_, deploy) => {
    const safe = await deploySafe(node, { owners: [alice, bob, carol], threshold: 2 });
    const timelock = await deploy(safe.address);
    const { body, frontier } = await resolveOn(node, timelock.address);
    expect(body.kind).toBe('timelock');
    expect(body.parameters).toEqual({ delaySeconds: minDelaySeconds });
    expect(frontier).toMatchObject([{ delaySeconds: minDelaySeconds, size: 2 }]);
    expect(body.notes.join()).toContain('logs');
  });

  it('needs an executor too where executing is not open', async () => {
    const timelock = await deployTimelock(node, { minDelaySeconds, proposers: [alice], executors: [bob] });
    const { frontier } = await resolveOn(node, timelock.address);
    expect(frontier).toMatchObject([{ delaySeconds: minDelaySeconds, size: 2 }]);
  });

  it('does not let an outside admin past the delay', async () => {
    const timelock = await deployTimelock(node, { minDelaySeconds, proposers: [], admin: carol });
    const { frontier } = await resolveOn(node, timelock.address);
    expect(frontier).toMatchObject([{ delaySeconds: minDelaySeconds, size: 1 }]);
    expect(frontier[0]?.keys).toEqual([`${node.chainId}:${carol}`]);
  });

  it('forgets a proposer whose role was revoked', async () => {
    const timelock = await deployTimelock(node, { minDelaySeconds, proposers: [alice, bob], admin: carol });
    await send(as(timelock, carol), 'revokeRole', role('PROPOSER_ROLE'), alice);
    await send(as(timelock, carol), 'renounceRole', role('DEFAULT_ADMIN_ROLE'), carol);
    const { frontier } = await resolveOn(node, timelock.address);
    expect(frontier[0]?.keys).toEqual([`${node.chainId}:${bob}`]);
    expect(frontier[0]?.alternatives).toBe(1);
  });

  it('owned by another that it owns terminates, and nobody can act', async () => {
    const first = await deployTimelock(node, { minDelaySeconds, proposers: [], admin: carol });
    const second = await deployTimelock(node, { minDelaySeconds, proposers: [first.address] });
    await send(as(first, carol), 'grantRole', role('PROPOSER_ROLE'), second.address);
    await send(as(first, carol), 'renounceRole', role('DEFAULT_ADMIN_ROLE'), carol);
    const { frontier, bodies } = await resolveOn(node, second.address);
    expect(bodies.size).toBe(2);
    expect(frontier).toEqual([]);
  });

  it('names who can cancel as a veto', async () => {
    const timelock = await deployTimelock(node, { minDelaySeconds, proposers: [alice] });
    const { body } = await resolveOn(node, timelock.address);
    expect(body.vetoes).toHaveLength(1);
  });
});
