import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opStack } from '../../src/stacks/op-stack/index.ts';
import type { Anvil } from '../devnet/anvil.ts';
import { readImplementation } from '../devnet/contract.ts';
import { startSuperchain, superchainChain } from '../devnet/superchain.ts';
import { assessOn, entry, missing } from './assessed.ts';

const respectedView = 'function respectedGameType() view returns (uint32)';

describe('an OP Stack of mid-2025', () => {
  let node: Anvil;
  beforeAll(async () => {
    node = await startSuperchain();
  });
  afterAll(() => node.stop());

  const chainOf2025 = () =>
    entry({
      stack: 'op-stack',
      chainId: 901,
      contracts: { SystemConfig: superchainChain(node, 901).systemConfig.address },
    });

  it('whose portal no longer names the respected game takes it from the anchor state registry', async () => {
    const { portal, anchorStateRegistry } = superchainChain(node, 901);
    const silent = { of: portal.address, view: respectedView, value: missing };
    const implementation = await readImplementation(portal);
    const code = { ...silent, of: implementation };
    const found = await assessOn(node, opStack, chainOf2025(), [silent, code]);
    expect(found.fact('proof.challenge.permissionless')).toBe(false);
    const open = { of: anchorStateRegistry.address, view: respectedView, value: 4711 };
    const other = await assessOn(node, opStack, chainOf2025(), [silent, code, open]);
    expect(other.fact('proof.kind')).toMatch(/^\? .*4711/);
  });

  it('names its respected game in the anchor state registry, and is permissioned', async () => {
    const found = await assessOn(node, opStack, chainOf2025());
    expect(found.fact('proof.kind')).toBe('fraud');
    expect(found.fact('proof.challenge.permissionless')).toBe(false);
    expect(found.power('pause-withdrawals').lasts).toBeTypeOf('number');
    expect(found.contracts.map(({ role }) => role)).toEqual(
      expect.arrayContaining(['ETHLockbox', 'AnchorStateRegistry']),
    );
  });
});
