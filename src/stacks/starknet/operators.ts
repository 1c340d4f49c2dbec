import type { Address } from 'viem';
import { selectorOf } from '../../authority/contract.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { operatorsOf } from '../../authority/starkware-operators.ts';
import { allOf, type Authority, type Bodies, type Body, bodyId, unresolved } from '../../model/authority.ts';
import type { Chain } from '../../model/chain.ts';
import { chain, known, map, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { power } from '../powers.ts';

type Quorum = Extract<Authority, { readonly kind: 'threshold' }>;

/** How the operators stand to the chain's councils. */
export type Operation = {
  /** A minority of a council is an operator, and it takes the council's quorum to stop it. */
  readonly minority: Observation<boolean>;
  /** The power to leave the state as it is. */
  readonly withhold: Power;
};

/**
 * What it takes to stop all operators, and whether a council can always put a state through. To stop a Safe of k of n it takes
 * n − k + 1 of its owners; where these are at least as many members of one council as act for it, they are the council.
 */
export async function operationOf(
  core: Address,
  { chain: entry, resolver }: { readonly chain: Chain; readonly resolver: Resolver },
): Promise<Operation> {
  const operators = await operatorsOf(core, resolver);
  const here = entry.councils.filter(({ chainId }) => chainId === resolver.reader.chainId);
  const councilIds = here.map(({ address }) => bodyId(resolver.reader.chainId, address));
  for (const { address } of here) resolver.resolve(address);
  if (operators.status === 'known') for (const address of operators.value) resolver.resolve(address);
  const bodies = await resolver.settle();
  const councils = councilIds.flatMap((id) => quorumOf(bodies.get(id)) ?? []);
  const operating =
    operators.status === 'known' ? operators.value.map((address) => bodyOf(address, bodies, resolver)) : [];
  const unread = [...operating, ...councilIds.map((id) => bodies.get(id))].flatMap(reasonsOf);
  const refusals = map(operators, (list) =>
    list.map((address) => refusal(bodyOf(address, bodies, resolver), councils)),
  );
  const stopping = refusals.status === 'known' ? allOf(refusals.value) : unresolved(refusals.reason);
  const nobodyActs = refusals.status === 'known' && refusals.value.length === 0;
  return {
    minority: chain(refusals, (list): Observation<boolean> => {
      if (list.some((one) => one.kind === 'threshold' && one.council !== undefined)) return known(true);
      return unread.length === 0 ? known(false) : unknown(unread.join('; '));
    }),
    withhold: power({
      id: 'withhold-state-updates',
      title: 'stop updating the state',
      breaks: ['uncensored'],
      authority: nobodyActs ? unresolved(`${core} has no operator`) : stopping,
      on: core,
      effect: 'Nobody but the operators may prove a state, so without them no withdrawal reaches Ethereum.',
    }),
  };
}

/** Why it is not known whose signatures make a body act. */
function reasonsOf(body: Body | undefined): readonly string[] {
  if (body === undefined) return ['an operator was not resolved'];
  const parts = body.authority.kind === 'any' ? body.authority.of : [body.authority];
  return parts.flatMap((one) => (one.kind === 'unresolved' ? [one.reason] : []));
}

function bodyOf(address: Address, bodies: Bodies, { reader }: Resolver): Body | undefined {
  return bodies.get(bodyId(reader.chainId, address));
}

/** Who has to refuse so that this operator does not act. */
function refusal(body: Body | undefined, councils: readonly Quorum[]): Authority {
  if (body?.kind === 'eoa') return { kind: 'body', id: body.id };
  const quorum = quorumOf(body);
  if (body === undefined || quorum === null) {
    return unresolved(`who can keep ${body?.address ?? 'an operator'} from acting is not known`);
  }
  const k = quorum.of.length - quorum.k + 1;
  const council = councils.find((one) => k >= one.k && isWithin(quorum, one));
  return { kind: 'threshold', k, of: quorum.of, ...(council?.council !== undefined && { council: council.council }) };
}

function isWithin(part: Quorum, whole: Quorum): boolean {
  const members = new Set(whole.of.map((one) => JSON.stringify(one)));
  return part.of.every((one) => members.has(JSON.stringify(one)));
}

/** The signatures that make a body act, where it has any of its own. */
function quorumOf(body: Body | undefined): Quorum | null {
  if (body === undefined) return null;
  const { authority } = body;
  const parts = authority.kind === 'any' ? authority.of : [authority];
  return parts.find((one): one is Quorum => one.kind === 'threshold' && one.council === body.id) ?? null;
}

/** The power to appoint and dismiss operators. */
export function appointment(core: Address, governors: Authority): Power {
  return power({
    id: 'replace-operators',
    title: 'appoint and dismiss those who update the state',
    breaks: ['uncensored'],
    authority: governors,
    on: core,
    selectors: ['function registerOperator(address)', 'function unregisterOperator(address)'].map(selectorOf),
    effect: 'Operators of its own choice alone decide which transactions and withdrawals are ever proved.',
  });
}
