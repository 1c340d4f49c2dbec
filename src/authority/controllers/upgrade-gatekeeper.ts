import { numberToHex } from 'viem';
import { readSlot, readView } from '../../evidence/reads.ts';
import { after, allOf, anyOf, type Authority, unresolved } from '../../model/authority.ts';
import { all, chain, known, map, notNull, type Observation, unknown } from '../../model/observation.ts';
import { ask } from '../ask.ts';
import { answers, type Contract } from '../contract.ts';
import { addressAuthority } from '../ownership.ts';
import type { Controller, Resolver } from '../resolver.ts';

const master = 'function getMaster() view returns (address)';
const mainContract = 'function mainContract() view returns (address)';
const noticePeriod = 'function getNoticePeriod() view returns (uint256)';
/** By these the security council in the main contract's code shortens the notice of an upgrade (ZkSync.sol since version 7). */
const shortens = [
  'function cutUpgradeNoticePeriod(bytes32)',
  'function cutUpgradeNoticePeriodBySignature(bytes[])',
] as const;

/** `approvedUpgradeNoticePeriod` in Storage.sol of the main contract, in the versions whose council can shorten it. */
const approvedPeriodSlot = numberToHex(20, { size: 32 });
/** More than this is no notice but something else in the slot: a year. */
const longestNoticeSeconds = 365 * 86_400;

/**
 * UpgradeGatekeeper.sol of zkSync's first rollup: its master announces new code, the main contract's notice passes, the master puts
 * it in place. Where the main contract has a security council, so many of its members cut the notice short: they are
 * constants of the code, which no function names.
 */
export const upgradeGatekeeper: Controller = {
  kind: 'upgrade-gatekeeper',
  recognises: (contract) =>
    answers(contract, master, mainContract, 'function startUpgrade(address[])', 'function finishUpgrade(bytes[])'),
  async resolve(contract, resolver) {
    const on = contract.address;
    const [main, acting] = await Promise.all([
      readView(resolver.reader, { on, view: mainContract }),
      addressAuthority(readView(resolver.reader, { on, view: master }), resolver),
    ]);
    const guarded = main.status === 'known' ? await resolver.inspect(main.value) : null;
    const notice = guarded === null ? (main as Observation<never>) : await noticeOf(guarded, resolver);
    const ways = [delayedBy(notice, acting)];
    if (guarded === null || guarded.pushed.status === 'unknown' || hasCouncil(guarded)) {
      const council = unresolved('the security council that shortens the notice of upgrades is a constant of the code');
      ways.push(allOf([acting, council]));
    }
    return {
      name: notice.status === 'known' ? `upgrades after a notice of ${notice.value} s` : 'upgrades after a notice',
      authority: anyOf(ways),
      parameters: notice.status === 'known' ? { noticeSeconds: notice.value } : {},
      evidence: notice.evidence,
    };
  },
};

function hasCouncil(main: Contract): boolean {
  return shortens.some((one) => answers(main, one));
}

function delayedBy(notice: Observation<number>, acting: Authority): Authority {
  return notice.status === 'known' ? after(notice.value, acting) : anyOf([acting, unresolved(notice.reason)]);
}

/** How long the main contract makes an upgrade wait, in seconds: what the gatekeeper asks it for, and what it insists on itself. */
async function noticeOf(main: Contract, resolver: Resolver): Promise<Observation<number>> {
  const asked = notNull(
    await ask(resolver, { of: main, view: noticePeriod }),
    `${main.address} names no notice of upgrades`,
  );
  const insisted = hasCouncil(main)
    ? chain(await readSlot(resolver.reader, main.address, approvedPeriodSlot), plausible)
    : known(0);
  return map(all([asked, insisted]), ([first, second]) => Math.max(Number(first), second));
}

function plausible(word: `0x${string}`): Observation<number> {
  const seconds = BigInt(word);
  if (seconds <= BigInt(longestNoticeSeconds)) return known(Number(seconds));
  return unknown('the slot of the approved notice of upgrades holds no period');
}
