import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts, type Anvil, startAnvil } from '../../devnet/anvil.ts';
import { as, at, deploy, encode, eventOf, readAddress, send } from '../../devnet/contract.ts';
import { nitroArtifact } from '../../devnet/nitro-creator.ts';
import { deployNitro, type Nitro } from '../../devnet/nitro.ts';
import { deployGovernor, role } from '../../devnet/openzeppelin.ts';
import { deploySafe } from '../../devnet/safe.ts';
import { resolveOn } from '../resolved.ts';

const [ann, ben, cleo, dan] = accounts;
const owner = accounts[9];
const key = (address: string) => `31337:${address}`;

let node: Anvil;
beforeAll(async () => {
  node = await startAnvil();
});
afterAll(() => node.stop());

describe('an UpgradeExecutor', () => {
  let nitro: Nitro;
  beforeAll(async () => {
    nitro = await deployNitro(node);
  });

  it('is each of its executors, although nobody holds its default admin role', async () => {
    const { body, frontier } = await resolveOn(node, nitro.upgradeExecutor.address);
    expect(body.kind).toBe('upgrade-executor');
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1, keys: [key(owner)] }]);
  });

  it('lets a Safe that enabled it as a module be moved by its executors alone', async () => {
    const modules = [nitro.upgradeExecutor.address];
    const safe = await deploySafe(node, { owners: [ann, ben, cleo], threshold: 3, modules });
    const { frontier } = await resolveOn(node, safe.address);
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1, keys: [key(owner)] }]);
  });

  it('whose executor was replaced by a Safe is that Safe', async () => {
    const safe = await deploySafe(node, { owners: [ann, ben, cleo], threshold: 2 });
    const executor = nitro.upgradeExecutor;
    const change = async (name: string, who: string) => {
      const data = encode(executor, name, role('EXECUTOR_ROLE'), who);
      await send(as(executor, owner), 'executeCall', executor.address, data);
    };
    await change('grantRole', safe.address);
    await change('revokeRole', owner);
    const { frontier } = await resolveOn(node, executor.address);
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 2 }]);
    expect(frontier[0]?.keys).not.toContain(key(owner));
  });
});

describe('a governor', () => {
  it('is a token vote, and no key', async () => {
    const { governor } = await deployGovernor(node, 3600);
    const { body, frontier } = await resolveOn(node, governor.address);
    expect(body.kind).toBe('governor');
    expect(body.authority).toEqual({ kind: 'electorate', id: key(governor.address) });
    expect(body.parameters).toEqual({ votingDelay: 1, votingPeriod: 10 });
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 0, electorates: [key(governor.address)] }]);
  });

  it('behind a timelock waits for it', async () => {
    const { governor, timelock } = await deployGovernor(node, 3600);
    const { frontier } = await resolveOn(node, timelock.address);
    expect(frontier).toMatchObject([{ delaySeconds: 3600, size: 0, electorates: [key(governor.address)] }]);
  });
});

describe('a validator wallet of Nitro', () => {
  it('is its owner and each of its executors, not one who was dismissed', async () => {
    const creator = await deploy(node, nitroArtifact('3.2.0', 'ValidatorWalletCreator'));
    const created = eventOf(creator, await send(as(creator, ann), 'createWallet', []), 'WalletCreated');
    const wallet = at(node, created['walletAddress'], nitroArtifact('3.2.0', 'ValidatorWallet'));
    await send(as(wallet, ann), 'setExecutor', [ben, cleo], [true, true]);
    await send(as(wallet, ann), 'setExecutor', [cleo], [false]);
    await send(as(wallet, ann), 'transferOwnership', dan);
    expect(await readAddress(wallet, 'owner')).toBe(dan);
    const { body, frontier } = await resolveOn(node, wallet.address);
    expect(body.kind).toBe('validator-wallet');
    // Ann made it: she still executes, and still owns the proxy's admin.
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1, alternatives: 3 }]);
    const text = JSON.stringify(body.authority);
    expect([ann, ben, dan].filter((one) => !text.includes(one))).toEqual([]);
    expect(text).not.toContain(cleo);
  });
});
