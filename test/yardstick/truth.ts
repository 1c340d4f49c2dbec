import { readFileSync } from 'node:fs';
import * as z from 'zod';

const risk = z.object({ value: z.string(), sentiment: z.string() });

const reviewed = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  othersAfterMigration: z.boolean(),
  reasonsForBeingOther: z.array(z.string()),
  stageAfterCountdown: z.string(),
  stageSource: z.string().nullish(),
  checklist: z.record(z.string(), z.record(z.string(), z.union([z.boolean(), z.string(), z.null()]))).nullish(),
  riskView: z.object({
    stateValidation: risk,
    dataAvailability: risk,
    exitWindow: risk,
    sequencerFailure: risk,
    proposerFailure: risk,
  }),
});

/** What reviewers concluded about one chain. */
export type Reviewed = z.infer<typeof reviewed>;

/** The conclusions in a file of reviewers. Throws where it is none. */
export function readTruth(file: string): readonly Reviewed[] {
  return z.array(reviewed).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The reviewers’ columns, by the id of the dimension that answers the same question. */
export const columns = {
  'state-validation': 'stateValidation',
  'data-availability': 'dataAvailability',
  'exit-window': 'exitWindow',
  'sequencer-failure': 'sequencerFailure',
  'proposer-failure': 'proposerFailure',
} as const satisfies Record<string, keyof Reviewed['riskView']>;

/** The reviewers’ reasons for being one of the Others, by the reason of the rule that gives the same. */
export const reasons: Readonly<Record<string, string>> = {
  NO_PROOFS: 'No proofs',
  CLOSED_PROOFS: 'Closed proofs',
  NO_DA_ORACLE: 'No DA bridge',
  SMALL_DAC: 'Small DAC',
  LOW_DAC_THRESHOLD: 'Low DAC threshold',
};

/** One of `others`, `no stage`, `stage-0`… : the answer under the rules of June 2025. */
export function stageOf({ othersAfterMigration, stageAfterCountdown }: Reviewed): string {
  if (othersAfterMigration) return 'others';
  return stageAfterCountdown === 'NotApplicable' ? 'no stage' : stageAfterCountdown.toLowerCase().replace(' ', '-');
}

/** The category after the recategorisation. */
export function categoryOf({ othersAfterMigration, category }: Reviewed): string {
  return othersAfterMigration ? 'Other' : category;
}
