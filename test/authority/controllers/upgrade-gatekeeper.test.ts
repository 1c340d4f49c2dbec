import { type Hex, numberToHex, toFunctionSelector } from 'viem';
import { describe, expect, it } from 'vitest';
import type { StubContract } from '../stub-reader.ts';
import { resolveStub, someone } from '../stub-resolved.ts';

// Stand-ins: the contracts of zkSync's first rollup are not on npm.
const [gatekeeper, main, ann] = [someone(1), someone(2), someone(3)];
const day = 86_400;
const noticePeriod = 'function getNoticePeriod() view returns (uint256)';
const periodSlot = numberToHex(20, { size: 32 });

const keeper: StubContract = {
  answers: [
    { view: 'function getMaster() view returns (address)', value: ann },
    { view: 'function mainContract() view returns (address)', value: main },
  ],
  silent: ['function startUpgrade(address[])', 'function finishUpgrade(bytes[])'],
};
const guarded = (more: Partial<StubContract> & { readonly asked?: number } = {}): StubContract => ({
  answers: [{ view: noticePeriod, value: BigInt(more.asked ?? 0) }],
  ...(more.silent && { silent: more.silent }),
  ...(more.slots && { slots: more.slots }),
});
const council = ['function cutUpgradeNoticePeriodBySignature(bytes[])'];
const keep = (of: StubContract, lost?: Parameters<typeof resolveStub>[2]) =>
  resolveStub({ [gatekeeper]: keeper, [main]: of }, gatekeeper, lost);

describe('an upgrade gatekeeper', () => {
  it('is its master after the notice that the main contract asks for', async () => {
    const { body, frontier } = await keep(
      guarded({ asked: 8 * day, slots: { [periodSlot]: numberToHex(1, { size: 32 }) } }),
    );
    expect(body).toMatchObject({ kind: 'upgrade-gatekeeper', parameters: { noticeSeconds: 8 * day } });
    expect(frontier).toMatchObject([{ delaySeconds: 8 * day, size: 1, keys: [`1:${ann}`] }]);
  });

  it('is its master at once together with the security council in the code, whom nobody can list', async () => {
    const slots = { [periodSlot]: numberToHex(21 * day, { size: 32 }) };
    const { frontier } = await keep(guarded({ silent: council, slots }));
    expect(frontier).toMatchObject([
      { delaySeconds: 0, size: 2 },
      { delaySeconds: 21 * day, size: 1, keys: [`1:${ann}`] },
    ]);
    expect(frontier[0]?.keys.join()).toContain('security council');
  });

  it('does not wait where the notice is not read, or the slot holds something else', async () => {
    const lost = (request: { readonly kind: string; readonly data?: Hex }) =>
      request.kind === 'call' && request.data === toFunctionSelector(noticePeriod);
    const silent = council;
    const unread = await keep(guarded({ asked: 8 * day }), lost);
    const absurd = await keep(guarded({ silent, slots: { [periodSlot]: numberToHex(10n ** 12n, { size: 32 }) } }));
    for (const { frontier } of [unread, absurd]) expect(frontier[0]).toMatchObject({ delaySeconds: 0, size: 1 });
  });
});
