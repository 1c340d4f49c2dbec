import type { Address } from 'viem';
import { ask } from '../../authority/ask.ts';
import type { Resolver } from '../../authority/resolver.ts';
import { allOf, type Authority, bodyId, unresolved } from '../../model/authority.ts';
import { known, notNull, type Observation, unknown } from '../../model/observation.ts';
import type { Power } from '../../model/power.ts';
import { delayed, type Part, power } from '../powers.ts';
import { emergencyStop } from './emergency-stop.ts';
import { plainVerifier } from './plain.ts';
import type { Next, ProofJudge, Sway } from './proof-judge.ts';
import { proofRouter } from './router.ts';

/** Every kind of contract that judges proofs of a zkVM; routers and stops first, for they have what a plain verifier has. */
const kinds: readonly ProofJudge[] = [proofRouter, emergencyStop, plainVerifier];

/** So many contracts may pass a proof on before the last one judges it. */
const longestLine = 4;

/** What a chain's proofs are judged by. */
export type Judged = Sway & {
  /** `true`, or unknown where a contract on the way is of no kind in the list. */
  readonly recognised: Observation<boolean>;
  readonly parts: readonly Part[];
};

/** Follows from the contract that a chain asks to the one that judges. What cannot be followed may be anybody's to sway. */
export async function readProofJudge(
  address: Observation<Address>,
  resolver: Resolver,
  line = longestLine,
): Promise<Judged> {
  if (address.status === 'unknown') return open(address.reason, address.evidence);
  const on = address.value;
  const contract = await resolver.inspect(on);
  const { pushed } = contract;
  const parts = [{ role: 'Verifier', address: on }];
  if (pushed.status === 'unknown') return { ...open(pushed.reason, pushed.evidence), parts };
  const kind = kinds.find((one) => one.recognises(contract));
  if (kind === undefined || line === 0) {
    const id = bodyId(resolver.reader.chainId, on);
    return { ...open(`the verifier at ${on} is of a kind that is not recognised`, contract.evidence, id), parts };
  }
  const behind: Judged[] = [];
  const next: Next = async (view) => {
    const named = notNull(await ask(resolver, { of: contract, view }), `${on} names no verifier`);
    const judged = await readProofJudge(named as Observation<Address>, resolver, line - 1);
    behind.push(judged);
    return judged;
  };
  const sway = await kind.read(contract, resolver, next);
  const doubtful = behind.find(({ recognised }) => recognised.status === 'unknown');
  return {
    ...sway,
    recognised: doubtful?.recognised ?? known(true, contract.evidence),
    parts: [...parts, ...behind.flatMap((one) => one.parts)],
  };
}

function open(reason: string, evidence: readonly string[], id?: string): Judged {
  const who = unresolved(reason, id);
  return { forge: who, stop: who, recognised: unknown(reason, evidence), parts: [] };
}

/** What a chain adds to it: who proposes what is proved, how long until it counts, and which contract asks. */
export type Proving = { readonly on: Address; readonly proposer: Authority; readonly seconds: Observation<number> };

/** The powers of those who sway a judge: to have a wrong state proved, and to have none proved any more. */
export function proofJudgePowers({ forge, stop }: Judged, { on, proposer, seconds }: Proving): readonly Power[] {
  const route = power({
    id: 'route-proofs',
    title: 'have false proofs accepted by the verifier',
    breaks: ['valid', 'untouched'],
    authority: delayed(seconds, allOf([proposer, forge])),
    on,
    effect: 'A verifier that accepts anything proves any state.',
  });
  const refuse = power({
    id: 'refuse-proofs',
    title: 'have every proof refused by the verifier',
    breaks: ['uncensored'],
    authority: stop,
    on,
    effect: 'What cannot be proved is not final, and neither is a withdrawal.',
  });
  return [...(forge.kind === 'nobody' ? [] : [route]), ...(stop.kind === 'nobody' ? [] : [refuse])];
}
