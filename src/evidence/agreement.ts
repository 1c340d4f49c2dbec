import type { Doubt, EvidenceId, Grade, ReadRequest, ReadResult } from '../model/evidence.ts';
import { all, known, map, unknown, type Observation } from '../model/observation.ts';
import { canonicalText } from './canonical.ts';
import { memoise, type AnyResult } from './memo.ts';
import { evidenceId, type EvidenceReader } from './reader.ts';
import { quoted } from './rpc-value.ts';

/** A reader that is asked, and whom it belongs to: two clients of one provider share a name. */
export type Witness = { readonly provider: string; readonly reader: EvidenceReader };

/** A reader that believes only what all who answer agree on. */
export type AgreedReader = EvidenceReader & {
  /** Reads on which they disagreed so far; they are unknown. */
  doubts(): readonly Doubt[];
  /** `agreed` if at least two providers gave the answer, `read` if only one did. */
  gradeOf(id: EvidenceId): Grade;
};

type Disagreement = Extract<Doubt, { kind: 'disagreement' }>;
type Heard = Witness & { readonly answer: Observation<AnyResult> };

/**
 * Asks every witness every question. They must be pinned to the same block of the same chain. Of different answers none is
 * believed, not even that of a majority; a witness that does not know is not counted.
 */
export function agree(witnesses: readonly [Witness, ...Witness[]]): AgreedReader {
  const [{ reader: first }] = witnesses;
  const providers = [...new Set(witnesses.map(({ provider }) => provider))];
  const disagreements: Disagreement[] = [];
  const agreed = new Set<EvidenceId>();
  return memoise({
    chainId: first.chainId,
    block: first.block,
    grade: providers.length > 1 ? 'agreed' : 'read',
    source: providers.length > 1 ? `${providers.length} nodes: ${providers.join(', ')}` : first.source,
    blockTrust: providers.length > 1 ? 'providers' : 'provider',
    doubts: () => disagreements,
    gradeOf: (id) => (agreed.has(id) ? 'agreed' : 'read'),
    async read<K extends ReadRequest['kind']>(request: Extract<ReadRequest, { kind: K }>) {
      const id = evidenceId(first.chainId, request);
      const heard = await Promise.all(
        witnesses.map(async (witness): Promise<Heard> => ({
          ...witness,
          answer: await witness.reader.read<K>(request),
        })),
      );
      const { answer, support, disagreement } = judge(id, heard);
      if (disagreement !== undefined) disagreements.push(disagreement);
      if (support > 1) agreed.add(id);
      return answer as Observation<ReadResult[K]>;
    },
  });
}

type Judgement = {
  readonly answer: Observation<AnyResult>;
  /** How many providers gave the answer. */
  readonly support: number;
  readonly disagreement?: Disagreement;
};

function judge(id: EvidenceId, heard: readonly Heard[]): Judgement {
  const said = heard.flatMap(({ provider, answer }) =>
    answer.status === 'known' ? [{ provider, value: answer.value, text: canonicalText(answer.value) }] : [],
  );
  const [first] = said;
  if (first === undefined) return { answer: unknown(reasonsOf(heard), [id]), support: 0 };
  if (said.every(({ text }) => text === first.text)) {
    return { answer: known(first.value, [id]), support: new Set(said.map(({ provider }) => provider)).size };
  }
  const disagreement: Disagreement = {
    kind: 'disagreement',
    id,
    said: said.map(({ provider, text }) => ({ provider, answer: quoted(text, 100) })),
  };
  const statements = disagreement.said.map(({ provider, answer }) => `${provider} says ${answer}`);
  return { answer: unknown(`the nodes disagree: ${statements.join(', ')}`, [id]), support: 0, disagreement };
}

function reasonsOf(heard: readonly Heard[]): string {
  const reasons = all(heard.map(({ answer }) => map(answer, () => true)));
  return reasons.status === 'unknown' ? reasons.reason : '';
}
