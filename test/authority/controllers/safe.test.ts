import { encodeAbiParameters, type Hex, numberToHex, parseAbiParameters, zeroAddress } from 'viem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts, type Anvil, startAnvil } from '../../devnet/anvil.ts';
import { encode } from '../../devnet/contract.ts';
import { deployDelegation } from '../../devnet/delegation.ts';
import { deployLookAlikeSafe, deploySafe, execSafe, reconfigure, safeVersions } from '../../devnet/safe.ts';
import { opStack } from '../../../src/stacks/op-stack/index.ts';
import { callId } from '../../stacks/read-ids.ts';
import { assessRecorded } from '../../stacks/recorded.ts';
import { resolveOn } from '../resolved.ts';

const [alice, bob, carol, dave] = accounts;

describe('a Safe', () => {
  let node: Anvil;
  beforeAll(async () => {
    node = await startAnvil();
  });
  afterAll(() => node.stop());

  it.each(safeVersions)('%s is so many of its owners', async (version) => {
    const safe = await deploySafe(node, { version, owners: [alice, bob, carol], threshold: 2 });
    const { body, frontier } = await resolveOn(node, safe.address);
    expect(body.kind).toBe('safe');
    expect(body.name).toBe('Safe 2/3');
    expect(body.parameters).toMatchObject({ version, threshold: 2, owners: 3, modules: 0 });
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 2, exact: true }]);
  });

  it('whose halves share all members needs no more keys than one half', async () => {
    const half = await deploySafe(node, { owners: [alice, bob, carol], threshold: 2 });
    const otherHalf = await deploySafe(node, { owners: [carol, bob, alice], threshold: 2 });
    const outer = await deploySafe(node, { owners: [half.address, otherHalf.address], threshold: 2 });
    const { frontier } = await resolveOn(node, outer.address);
    expect(frontier).toMatchObject([{ size: 2, exact: true }]);
    expect(frontier[0]?.bodies).toHaveLength(3);
  });

  it('with a module of unknown kind counts one hostile key', async () => {
    const safe = await deploySafe(node, { owners: [alice, bob, carol], threshold: 3 });
    const stranger = await deployLookAlikeSafe(node, [dave], 1);
    await execSafe(safe, {
      to: safe.address,
      data: encode(safe, 'enableModule', stranger.address),
      signers: [alice, bob, carol],
    });
    const { body, bodies, frontier } = await resolveOn(node, safe.address);
    expect(body.parameters).toMatchObject({ modules: 1 });
    expect(frontier).toMatchObject([{ size: 1 }]);
    const module = [...bodies.values()].find(({ name }) => name === 'unrecognised module');
    expect(module?.authority).toMatchObject({ kind: 'unresolved' });
  });

  it('lists all of many modules', async () => {
    const modules = Array.from({ length: 60 }, (_, at) => `0x${(at + 0x1000).toString(16).padStart(40, '0')}` as const);
    const safe = await deploySafe(node, { version: '1.3.0', owners: [alice], threshold: 1 });
    for (const module of modules) await reconfigure(safe, 'enableModule', module);
    const { body } = await resolveOn(node, safe.address);
    expect(body.parameters).toMatchObject({ modules: 60 });
  });

  it('tells of its guard', async () => {
    const guard = await deployLookAlikeSafe(node, [dave], 1);
    const safe = await deploySafe(node, { version: '1.3.0', owners: [alice], threshold: 1, guard: guard.address });
    const { body } = await resolveOn(node, safe.address);
    expect(body.notes.join()).toContain(guard.address);
  });

  it('is not what only answers like one', async () => {
    const fake = await deployLookAlikeSafe(node, [alice, bob, carol], 3);
    const { body, frontier } = await resolveOn(node, fake.address);
    expect(body.kind).toBe('unresolved');
    expect(frontier).toMatchObject([{ size: 1 }]);
  });

  it('is not a proxy with other code that points at the real singleton', async () => {
    const safe = await deploySafe(node, { owners: [alice, bob], threshold: 2 });
    const code = await node.client.getCode({ address: safe.address });
    await node.client.setCode({ address: safe.address, bytecode: `${code}00` as `0x${string}` });
    const { body } = await resolveOn(node, safe.address);
    expect(body.kind).toBe('unresolved');
  });

  it('that nobody set up is unresolved', async () => {
    const safe = await deploySafe(node, { owners: [alice], threshold: 1 });
    const threshold = `0x${'4'.padStart(64, '0')}` as const;
    await node.client.setStorageAt({ address: safe.address, index: threshold, value: `0x${'0'.repeat(64)}` });
    const { body } = await resolveOn(node, safe.address);
    expect(body.authority).toMatchObject({ kind: 'unresolved' });
  });

  it('counts an owner with delegated code as a key, and says so', async () => {
    const owner = await deployDelegation(node, dave);
    const safe = await deploySafe(node, { owners: [alice, owner], threshold: 2 });
    const { bodies, frontier } = await resolveOn(node, safe.address);
    expect(frontier).toMatchObject([{ size: 2 }]);
    expect([...bodies.values()].find(({ address }) => address === owner)?.notes.join()).toContain('EIP-7702');
  });
});

// No Safe answers so; a node that does is not believed.
describe('a Safe whose owners or modules are answered as no Safe lists them', () => {
  const governor = '0x5a0Aae59D09fccBdDb6C6CcEB07B7279367C3d2A';
  const frontierWith = async (view: string, args: readonly unknown[], returned: Hex) => {
    const found = await assessRecorded('optimism', opStack, {
      answers: { [callId(governor, view, args)]: { returned } },
    });
    return found.frontier('upgrade-optimism-portal');
  };

  it('counts one hostile key, for an owner that is nobody', async () => {
    const owners = encodeAbiParameters(parseAbiParameters('address[]'), [[zeroAddress, alice]]);
    const frontier = await frontierWith('function getOwners() view returns (address[])', [], owners);
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1, keys: [`1:${governor}`] }]);
  });

  it('counts one hostile key, for no modules with more to follow', async () => {
    const view = 'function getModulesPaginated(address, uint256) view returns (address[], address)';
    const modules = encodeAbiParameters(parseAbiParameters('address[], address'), [[], alice]);
    const frontier = await frontierWith(view, [numberToHex(1, { size: 20 }), 50n], modules);
    expect(frontier).toMatchObject([{ delaySeconds: 0, size: 1 }]);
  });
});
