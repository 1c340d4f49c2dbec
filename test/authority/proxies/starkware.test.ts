import { type Address, type Hex, keccak256, numberToHex, pad, toBytes, toFunctionSelector } from 'viem';
import { describe, expect, it } from 'vitest';
import { type Lost, someone, type Stubs, upgradeStub } from '../stub-resolved.ts';
import type { StubContract, StubEvent } from '../stub-reader.ts';

// Stand-ins: StarkWare publishes its contracts, but not on npm.
const [proxy, logic, executor, ann, ben, cleo] = [1, 2, 3, 4, 5, 6].map(someone) as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
];
const day = 86_400;
const slot = (name: string) => keccak256(toBytes(name));
const implementationSlot = slot('StarkWare2019.implemntation-slot');
const delaySlot = slot('StarkWare.Upgradibility.Delay.Slot');
const finalSlot = slot('StarkWare2019.finalization-flag-slot');

const isGovernor = 'function proxyIsGovernor(address) view returns (bool)';
const accepted = (account: Address): StubEvent => ({
  event: 'event LogNewGovernorAccepted(address acceptedGovernor)',
  args: { acceptedGovernor: account },
});
const upgraded = (sender: Address): StubEvent => ({
  event: 'event ImplementationUpgraded(address indexed implementation, bytes initializer)',
  args: { implementation: logic, initializer: '0x' },
  sender,
});
const governs = (account: Address, value = true) => ({ view: isGovernor, args: [account], value });

/** A proxy of generation 3: its governors are in a mapping, and logged. */
function proxyOf(more: Partial<StubContract> & { readonly delay?: number } = {}): StubContract {
  const { delay = 0, slots = {}, answers = [governs(ann)], ...rest } = more;
  return {
    answers: [
      { view: 'function getUpgradeActivationDelay() view returns (uint256)', value: BigInt(delay) },
      ...answers,
      { view: isGovernor, value: false },
    ],
    silent: ['function upgradeTo(address, bytes, bool) payable'],
    events: [accepted(ann)],
    slots: { [implementationSlot]: pad(logic), [delaySlot]: numberToHex(delay, { size: 32 }), ...slots },
    ...rest,
  };
}

const code: StubContract = { answers: [{ view: 'function identify() view returns (string)', value: 'logic' }] };
const upgrade = (of: StubContract, others: Stubs = {}, lost?: Lost) =>
  upgradeStub({ [proxy]: of, [logic]: code, ...others }, proxy, lost);
const call = (view: string) => (request: { readonly kind: string; readonly data?: Hex }) =>
  request.kind === 'call' && request.data?.startsWith(toFunctionSelector(view)) === true;

describe('a proxy of StarkWare', () => {
  it('is changed by its governors after the delay in its slot', async () => {
    const { kind, frontier } = await upgrade(proxyOf({ delay: 14 * day }));
    expect(kind).toBe('starkware');
    expect(frontier).toMatchObject([{ delaySeconds: 14 * day, size: 1, keys: [`1:${ann}`] }]);
  });

  it('without a delay of its own waits as long as the executor that governs it, unless another governor does not', async () => {
    const delayed: StubContract = {
      answers: [
        { view: 'function executionDelay() view returns (uint256)', value: BigInt(8 * day) },
        { view: 'function executionExpiration() view returns (uint256)', value: BigInt(56 * day) },
        { view: 'function owner() view returns (address)', value: ben },
      ],
    };
    const alone = proxyOf({ answers: [governs(executor)], events: [accepted(executor)] });
    expect((await upgrade(alone, { [executor]: delayed })).frontier).toMatchObject([
      { delaySeconds: 8 * day, keys: [`1:${ben}`] },
    ]);
    const both = proxyOf({ answers: [governs(executor), governs(cleo)], events: [accepted(executor), accepted(cleo)] });
    expect((await upgrade(both, { [executor]: delayed })).frontier).toMatchObject([
      { delaySeconds: 0, keys: [`1:${cleo}`] },
    ]);
  });

  it('forgets a governor who was removed, but not one who could not be asked about', async () => {
    const two = proxyOf({ answers: [governs(ann), governs(ben, false)], events: [accepted(ann), accepted(ben)] });
    expect((await upgrade(two)).authority).toEqual({ kind: 'body', id: `1:${ann}` });
    const unread = await upgrade(two, {}, call(isGovernor));
    expect(unread.authority).toEqual({
      kind: 'any',
      of: [
        { kind: 'body', id: `1:${ann}` },
        { kind: 'body', id: `1:${ben}` },
      ],
    });
  });

  it('counts a deployer of whom nothing was logged, where the proxy calls him a governor', async () => {
    const events = [accepted(ann), upgraded(ben)];
    const still = await upgrade(proxyOf({ answers: [governs(ann), governs(ben)], events }));
    expect(still.frontier[0]?.alternatives).toBe(2);
    const gone = await upgrade(proxyOf({ answers: [governs(ann)], events }));
    expect(gone.authority).toEqual({ kind: 'body', id: `1:${ann}` });
    const unread = await upgrade(
      proxyOf({ answers: [governs(ann)], events }),
      {},
      ({ kind }) => kind === 'transaction',
    );
    expect(JSON.stringify(unread.authority)).toContain('lost by the test');
  });

  it('can be changed by nobody once it is finalised', async () => {
    const final = proxyOf({ slots: { [finalSlot]: numberToHex(1, { size: 32 }) } });
    expect(await upgrade(final)).toMatchObject({ kind: 'starkware', authority: { kind: 'nobody' }, frontier: [] });
  });

  it('may be anybody’s where its logs are refused, empty, or its delay is not read', async () => {
    for (const of of [proxyOf({ logs: 'the provider cut the logs off' }), proxyOf({ events: [] })]) {
      expect((await upgrade(of)).frontier).toMatchObject([{ delaySeconds: 0, size: 1 }]);
    }
    const undated = await upgrade(
      proxyOf({ delay: day }),
      {},
      (request) => request.kind === 'slot' && request.slot === delaySlot,
    );
    expect(undated.frontier).toMatchObject([{ delaySeconds: 0, size: 1 }]);
    expect(JSON.stringify(undated.authority)).toContain('unresolved');
    const absurd = proxyOf({ slots: { [delaySlot]: numberToHex(1n << 200n, { size: 32 }) } });
    expect(JSON.stringify((await upgrade(absurd)).authority)).toContain('its slot holds no delay');
  });

  it('is not what has its functions and no implementation in the slot', async () => {
    const plain = proxyOf({ slots: { [implementationSlot]: numberToHex(0, { size: 32 }) } });
    expect((await upgrade(plain)).kind).toBeUndefined();
  });
});

describe('a proxy of StarkWare with roles, since 5.0', () => {
  const role = (name: string) => numberToHex(BigInt(keccak256(toBytes(name))) & ((1n << 250n) - 1n), { size: 32 });
  const [upgradeGovernor, governanceAdmin] = ['ROLE_UPGRADE_GOVERNOR', 'ROLE_GOVERNANCE_ADMIN'].map(role) as [Hex, Hex];
  const adminOf = (of: Hex, admin: Hex): StubEvent => ({
    event:
      'event RoleAdminChanged(bytes32 indexed role, bytes32 indexed previousAdminRole, bytes32 indexed newAdminRole)',
    args: { role: of, previousAdminRole: numberToHex(0, { size: 32 }), newAdminRole: admin },
  });
  const isUpgradeGovernor = 'function isUpgradeGovernor(address) view returns (bool)';
  const isAdmin = 'function isGovernanceAdmin(address) view returns (bool)';
  const withRoles = (more: Partial<StubContract> = {}): StubContract => ({
    answers: [
      { view: 'function getUpgradeActivationDelay() view returns (uint256)', value: 0n },
      { view: isUpgradeGovernor, args: [ann], value: true },
      { view: isUpgradeGovernor, value: false },
      { view: isAdmin, args: [cleo], value: true },
      { view: isAdmin, value: false },
    ],
    silent: ['function upgradeTo(address, bytes, bool) payable'],
    grants: [
      { role: upgradeGovernor, account: ann },
      { role: upgradeGovernor, account: ben },
      { role: governanceAdmin, account: cleo },
    ],
    events: [adminOf(upgradeGovernor, governanceAdmin), adminOf(governanceAdmin, governanceAdmin)],
    slots: { [implementationSlot]: pad(logic) },
    ...more,
  });
  const idsOf = ({ authority }: Awaited<ReturnType<typeof upgrade>>) =>
    authority.kind === 'any' ? authority.of.map((one) => (one as { id: string }).id) : [JSON.stringify(authority)];

  it('is changed by those who still have the role, and by the admins who can give it', async () => {
    expect(idsOf(await upgrade(withRoles()))).toEqual([`1:${ann}`, `1:${cleo}`]);
  });

  it('counts those who could not be asked about, and is anybody’s without its logs', async () => {
    expect(idsOf(await upgrade(withRoles(), {}, call(isUpgradeGovernor)))).toEqual([
      `1:${ann}`,
      `1:${ben}`,
      `1:${cleo}`,
    ]);
    for (const of of [withRoles({ logs: 'the provider cut the logs off' }), withRoles({ grants: [] })]) {
      expect((await upgrade(of)).authority.kind).toBe('unresolved');
    }
  });
});
