import type { Hex } from 'viem';
import { answers, type Contract, selectorOf } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { starkwareRole } from '../../authority/starkware-roles.ts';
import { readSlot } from '../../evidence/reads.ts';
import { anyOf, type Authority } from '../../model/authority.ts';
import { all, chain, known, map, type Observation, unknown } from '../../model/observation.ts';
import type { ExitTerm, Power } from '../../model/power.ts';
import { power } from '../powers.ts';

const enable = 'function enableWithdrawalLimit(address)';
/** `withdrawLimitPct` in StarkGate 2's WithdrawalLimit.sol: how much of its balance a bridge lets out in a day, in per cent. */
const limitSlot: Hex = '0x6e080620efd605ef66f1e46e1cc7e00ba1d05b3c42d178cfa37c917fa23f5e09';
const daySeconds = 86_400;

/** What a limit on withdrawals does to those who leave. */
export type Limits = { readonly powers: readonly Power[]; readonly finish: readonly ExitTerm[] };

/**
 * StarkGate's withdrawal limit: security agents switch it on for a token, and from then on only a share of the bridge's balance
 * leaves in a day. A user is taken to leave last, when as much as the whole balance has gone out.
 */
export async function withdrawalLimits(bridges: readonly Contract[], resolver: Resolver): Promise<Limits> {
  const limited = bridges.filter((bridge) => answers(bridge, enable));
  const [first] = limited;
  if (first === undefined) return { powers: [], finish: [] };
  const found = await Promise.all(limited.map((bridge) => limitOf(bridge, resolver)));
  const seconds = map(all(found.map((one) => one.seconds)), (list) => Math.max(...list));
  return {
    powers: [
      power({
        id: 'limit-withdrawals',
        title: 'let only a share of a bridge’s balance out in a day',
        breaks: ['uncensored'],
        authority: anyOf(found.map(({ agents }) => agents)),
        on: first.address,
        selectors: [selectorOf(enable)],
        lasts: seconds.status === 'known' ? seconds.value : 'unbounded',
        effect: 'Withdrawals beyond the share of the day have to wait for another day.',
      }),
    ],
    finish: [
      {
        name: 'withdrawal limit',
        seconds,
        source: 'withdrawLimitPct of the bridge: days until as much as its whole balance has left, if the limit is on',
      },
    ],
  };
}

type Limit = { readonly seconds: Observation<number>; readonly agents: Authority };

async function limitOf({ address }: Contract, resolver: Resolver): Promise<Limit> {
  const [word, agents] = await Promise.all([
    readSlot(resolver.reader, address, limitSlot),
    starkwareRole(address, 'securityAgent', resolver),
  ]);
  return { seconds: chain(word, (value) => drainSeconds(BigInt(value), address)), agents };
}

/** How long a share of so many per cent a day takes to let out as much as there is, in seconds. */
function drainSeconds(percent: bigint, bridge: string): Observation<number> {
  if (percent === 0n) return unknown(`while the limit of ${bridge} is on, nothing leaves it`);
  if (percent > 100n) return unknown(`the slot of the limit of ${bridge} holds no percentage`);
  return known(Math.ceil(100 / Number(percent)) * daySeconds);
}
