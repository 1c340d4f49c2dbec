import { type Hex, toFunctionSelector, zeroAddress } from 'viem';
import { describe, expect, it } from 'vitest';
import type { StubContract } from '../stub-reader.ts';
import { resolveStub, someone } from '../stub-resolved.ts';

// Stand-ins: neither Aave's executors nor dYdX's are on npm.
const [executor, governance, controller] = [someone(1), someone(2), someone(3)];
const day = 86_400;
const period = 'function getPriorityPeriod() view returns (uint256)';
const isController = 'function isPriorityController(address) view returns (bool)';

const governing: StubContract = {
  answers: [
    { view: 'function getGovernanceStrategy() view returns (address)', value: someone(9) },
    { view: 'function isExecutorAuthorized(address) view returns (bool)', value: true },
    { view: 'function owner() view returns (address)', value: zeroAddress },
  ],
  silent: ['function submitVote(uint256, bool)'],
};
const regular: StubContract = {
  answers: [
    { view: 'function getAdmin() view returns (address)', value: governance },
    { view: 'function getPendingAdmin() view returns (address)', value: zeroAddress },
    { view: 'function getDelay() view returns (uint256)', value: BigInt(9 * day) },
  ],
  silent: [
    'function queueTransaction(address, uint256, string, bytes, uint256, bool)',
    'function executeTransaction(address, uint256, string, bytes, uint256, bool) payable',
  ],
};
const withPriority: StubContract = {
  ...regular,
  answers: [
    ...regular.answers,
    { view: period, value: BigInt(7 * day) },
    { view: isController, args: [controller], value: true },
    { view: isController, value: false },
  ],
  events: [
    {
      event: 'event PriorityControllerUpdated(address account, bool isPriorityController)',
      args: { account: controller, isPriorityController: true },
    },
  ],
};
const executing = (of: StubContract, lost?: Parameters<typeof resolveStub>[2]) =>
  resolveStub({ [executor]: of, [governance]: governing }, executor, lost);
const call = (view: string) => (request: { readonly kind: string; readonly data?: Hex }) =>
  request.kind === 'call' && request.data?.startsWith(toFunctionSelector(view)) === true;

describe('an executor of votes', () => {
  it('is the vote after its delay', async () => {
    const { body, frontier } = await executing(regular);
    expect(body.kind).toBe('vote-executor');
    expect(frontier).toMatchObject([{ delaySeconds: 9 * day, size: 0, electorates: [`1:${governance}`] }]);
  });

  it('with a priority period is also the vote with a priority controller, earlier by the period', async () => {
    const { frontier } = await executing(withPriority);
    expect(frontier).toMatchObject([
      { delaySeconds: 2 * day, size: 1, keys: [`1:${controller}`], electorates: [`1:${governance}`] },
      { delaySeconds: 9 * day, size: 0 },
    ]);
  });

  it('takes a period that is not read for the whole delay, and controllers who are not for one hostile key', async () => {
    const unread = await executing(withPriority, call(period));
    expect(unread.frontier[0]).toMatchObject({ delaySeconds: 0, size: 1 });
    const unlisted = await executing({ ...withPriority, logs: 'the provider cut the logs off' });
    expect(unlisted.frontier[0]).toMatchObject({ delaySeconds: 2 * day, size: 1 });
    const unasked = await executing(withPriority, call(isController));
    expect(unasked.frontier[0]).toMatchObject({ delaySeconds: 2 * day, keys: [`1:${controller}`] });
  });

  it('without priority controllers has the slow way only', async () => {
    const { frontier } = await executing({ ...withPriority, events: [] });
    expect(frontier).toMatchObject([{ delaySeconds: 9 * day, size: 0 }]);
    expect(frontier).toHaveLength(1);
  });
});
