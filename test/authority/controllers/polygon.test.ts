import { type Address, keccak256, numberToHex, toBytes, toFunctionSelector, zeroHash } from 'viem';
import { describe, expect, it } from 'vitest';
import type { StubContract } from '../stub-reader.ts';
import { resolveStub, someone } from '../stub-resolved.ts';

// Stand-ins: polygonTimelock and agglayer are kinds of contracts that npm does not have.
const day = 86_400;
const [timelock, manager, proposer, council, aggregator, other, updater] = [1, 2, 3, 4, 5, 6, 7].map(
  someone,
) as unknown as readonly [Address, Address, Address, Address, Address, Address, Address];
const hasRole = 'function hasRole(bytes32, address) view returns (bool)';
const roleAdmin = 'function getRoleAdmin(bytes32) view returns (bytes32)';
const role = (name: string) => keccak256(toBytes(name));

/** A contract with these roles, each administered by the default admin role. */
function withRoles(
  grants: readonly (readonly [`0x${string}`, Address])[],
): Required<Pick<StubContract, 'answers' | 'grants'>> {
  return {
    answers: [...grants.map((args) => ({ view: hasRole, args, value: true })), { view: roleAdmin, value: zeroHash }],
    grants: grants.map(([one, account]) => ({ role: one, account })),
  };
}

const timelockOf = (delay: number): StubContract => {
  const roles = withRoles([
    [role('PROPOSER_ROLE'), proposer],
    [role('EXECUTOR_ROLE'), proposer],
    [zeroHash, timelock],
  ]);
  return {
    ...roles,
    answers: [
      ...roles.answers,
      { view: 'function getMinDelay() view returns (uint256)', value: BigInt(delay) },
      { view: 'function polygonZkEVM() view returns (address)', value: manager },
    ],
    silent: [
      'function schedule(address, uint256, bytes, bytes32, bytes32, uint256)',
      'function execute(address, uint256, bytes, bytes32, bytes32) payable',
    ],
  };
};
const managerOf = (pushes: readonly number[] = [7 * day]): StubContract => ({
  ...withRoles([
    [zeroHash, timelock],
    [role('EMERGENCY_COUNCIL_ROLE'), council],
    [role('TRUSTED_AGGREGATOR_ROLE'), aggregator],
    [role('TRUSTED_AGGREGATOR_ROLE'), other],
    [role('UPDATE_ROLLUP_ROLE'), updater],
  ]),
  silent: [
    'function updateRollup(address, uint32, bytes)',
    'function rollupAddressToID(address) view returns (uint32)',
  ],
  pushes: pushes.map((one) => numberToHex(one, { size: 4 })),
});

const points = (frontier: readonly { readonly delaySeconds: number; readonly size: number }[]) =>
  frontier.map(({ delaySeconds, size }) => [delaySeconds, size]);

describe('a polygon-timelock', () => {
  it('waits for nothing when those who propose and those who declare an emergency work together', async () => {
    const { body, frontier } = await resolveStub({ [timelock]: timelockOf(3 * day), [manager]: managerOf() }, timelock);
    expect(body).toMatchObject({ kind: 'polygon-timelock', parameters: { delaySeconds: 3 * day } });
    expect(points(frontier)).toEqual([
      [0, 2],
      [3 * day, 1],
    ]);
    expect(frontier[0]?.keys.toSorted()).toEqual([`1:${proposer}`, `1:${council}`].toSorted());
  });

  it('waits a week at most when no batch is proved', async () => {
    const alone = withRoles([
      [role('TRUSTED_AGGREGATOR_ROLE'), aggregator],
      [role('TRUSTED_AGGREGATOR_ROLE'), other],
      [zeroHash, timelock],
    ]);
    const stubs = { [timelock]: timelockOf(10 * day), [manager]: { ...managerOf(), ...alone } };
    expect(points((await resolveStub(stubs, timelock)).frontier)).toEqual([
      [7 * day, 3],
      [10 * day, 1],
    ]);
  });

  it('has no delay left in the emergency state', async () => {
    const { frontier } = await resolveStub({ [timelock]: timelockOf(0), [manager]: managerOf() }, timelock);
    expect(points(frontier)).toEqual([[0, 1]]);
  });

  it('may be without delay where it is not read who declares an emergency', async () => {
    const call = toFunctionSelector('function polygonZkEVM() view returns (address)');
    const stubs = { [timelock]: timelockOf(3 * day), [manager]: managerOf() };
    const { frontier } = await resolveStub(stubs, timelock, (read) => read.kind === 'call' && read.data === call);
    expect(points(frontier)).toEqual([
      [0, 2],
      [3 * day, 1],
    ]);
    expect(frontier[0]?.keys.join()).toContain('lost by the test');
  });
});

describe('the agglayer’s rollup manager', () => {
  it('is its default admins, or at once whoever may update rollups', async () => {
    const { body, frontier } = await resolveStub({ [timelock]: timelockOf(3 * day), [manager]: managerOf() }, manager);
    expect(body.kind).toBe('agglayer');
    expect(points(frontier)).toEqual([[0, 1]]);
    expect(frontier[0]?.keys).toEqual([`1:${updater}`]);
  });
});
