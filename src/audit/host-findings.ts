import { guarantees, type Guarantee } from '../model/guarantee.ts';
import type { ChainReport, Unaudited } from '../model/report.ts';
import { type DimensionFinding, type Finding, type Policy, sentiments } from '../model/rule.ts';
import type { Credit } from '../model/verdict.ts';

/** The name under which the host's verdict stands among the findings; no policy has to have a rule of it. */
const hostRule = 'settlement/host';

/**
 * What the host's verdict means for a chain that settles on it: whoever breaks a guarantee of the host breaks the chain's too, so
 * none is better than the host's. A level that the host may or may not have is open here as well.
 */
export function hostFindings(host: ChainReport | Unaudited, { levels }: Pick<Policy, 'levels'>): readonly Finding[] {
  const top = levels.at(-1)?.id;
  return guarantees.flatMap((guarantee) => {
    const { worst, best } = creditOf(host, guarantee);
    const said = `${host.name}, on which the chain settles, is`;
    return [
      ...(best === top ? [] : [finding(guarantee, 'fail', { caps: best, message: `${said} at best ${best}.` })]),
      ...(worst === best
        ? []
        : [finding(guarantee, 'unknown', { caps: worst, message: `${said} possibly ${worst}.` })]),
    ];
  });
}

function creditOf(host: ChainReport | Unaudited, guarantee: Guarantee): Credit {
  return 'guarantees' in host ? host.guarantees[guarantee] : host.credit;
}

function finding(
  guarantee: Guarantee,
  outcome: 'fail' | 'unknown',
  said: { readonly caps: string; readonly message: string },
): Finding {
  return { rule: hostRule, guarantees: [guarantee], outcome, ...said, because: ['host.is.ethereum'] };
}

/**
 * The dimensions of a chain that settles on a host: of both answers the worse, for what goes wrong below goes wrong here. Without one
 * of them only the worst there is can be said.
 */
export function hostDimensions(
  own: readonly DimensionFinding[],
  host: ChainReport | Unaudited,
): readonly DimensionFinding[] {
  const below = new Map(
    'dimensions' in host ? host.dimensions.map(({ dimension, answer }) => [dimension, answer]) : [],
  );
  return own.map((one) => {
    const answer = below.get(one.dimension) ?? null;
    const theirs = answer && { ...answer, value: `${answer.value} (of ${host.name})` };
    return { ...one, answer: worse(one.answer, theirs), because: [...one.because, 'host.is.ethereum'].sort() };
  });
}

type Answer = DimensionFinding['answer'];

function worse(own: Answer, theirs: Answer): Answer {
  // Best first.
  const rank = (one: NonNullable<Answer>) => sentiments.indexOf(one.sentiment);
  if (own === null || theirs === null) return [own, theirs].find((one) => one?.sentiment === sentiments.at(-1)) ?? null;
  return rank(theirs) > rank(own) ? theirs : own;
}
