import { none, text } from '../model/change.ts';
import { type Chain, hasExpired } from '../model/chain.ts';
import type { GateFinding, GateWaiver } from '../model/gate.ts';
import type { ChainReport } from '../model/report.ts';
import type { Policy } from '../model/rule.ts';
import { locate } from '../registry/place.ts';
import { isBroken } from './pin.ts';

/** Claims of an entry that count no longer on this day (`YYYY-MM-DD`). */
export function expiredClaims(chain: Chain, day: string): readonly GateFinding[] {
  const claims = [
    ...Object.entries(chain.claims).map(([name, claim]) => ({ name, path: `claims.${name}`, claim })),
    ...chain.councils.flatMap(({ name, outside }, at) =>
      outside === null ? [] : [{ name: `the council ${name}`, path: `councils.${at}.outside`, claim: outside }],
    ),
    ...chain.entities.map(({ name, claim }, at) => ({ name: `the keys of ${name}`, path: `entities.${at}`, claim })),
  ];
  return claims
    .filter(({ claim }) => hasExpired(claim, day))
    .map(({ name, path, claim }) => ({
      kind: 'expired-claim',
      fails: true,
      guarantee: null,
      subject: name,
      what: `What was attested of ${name} counted until ${claim.expires}.`,
      from: text(String(claim.value)),
      to: none,
      causes: [],
      advice: 'Find out whether it is still so, and cite who says it with a new date; or remove the claim.',
      location: locate(chain, `${path}.expires`, path),
    }));
}

/** The waivers of an entry, as they stand on this day. `report` is null where the chain was not audited. */
export function waiversOf(chain: Chain, report: ChainReport | null, day: string): readonly GateWaiver[] {
  return chain.waivers.map((waiver, at) => ({
    ...waiver,
    expired: hasExpired(waiver, day),
    needed: report === null || report.findings.some((one) => one.rule === waiver.rule && isBroken(one)),
    location: locate(chain, `waivers.${at}.expires`, `waivers.${at}`),
  }));
}

/** What is wrong with waivers: an expired one fails, one that nobody needs is told. */
export function waiverFindings(
  waivers: readonly GateWaiver[],
  { rules }: Pick<Policy, 'rules'>,
): readonly GateFinding[] {
  return waivers.flatMap(({ rule, owner, reason, expires, expired, needed, location }): readonly GateFinding[] => {
    const shared = {
      guarantee: null,
      subject: rule,
      from: text(`${owner}: ${reason}`),
      to: none,
      causes: [],
      location,
    };
    if (expired) {
      const what = `${owner} answered for ${rule} until ${expires}; nobody does now.`;
      const advice = 'Remove the waiver, or let somebody answer for it until a new day.';
      return [{ ...shared, kind: 'expired-waiver', fails: true, what, advice }];
    }
    const isKnown = rules.some(({ id }) => id === rule);
    if (needed && isKnown) return [];
    const what = isKnown
      ? `The rule ${rule} holds: there is nothing to answer for.`
      : `The policy has no rule ${rule}.`;
    return [{ ...shared, kind: 'idle-waiver', fails: false, what, advice: 'Remove the waiver, or name another rule.' }];
  });
}
