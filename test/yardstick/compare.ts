import type { ChainReport } from '../../src/model/report.ts';
import { type Answers, answersOf } from './answers.ts';
import { categoryOf, columns, type Reviewed, stageOf } from './truth.ts';

/** One chain in both views. `failure` says why there is no report. */
export type Audited = { readonly reviewed: Reviewed } & (
  { readonly report: ChainReport } | { readonly report: null; readonly failure: string }
);

/** One question, asked of all chains. */
export type Column = {
  readonly name: string;
  /** In percent of all chains; a missing answer is a miss. */
  readonly agreement: number;
  readonly agreed: number;
  readonly unknown: number;
  readonly of: number;
  /** How many chains have this pair of answers, by `theirs` and then `ours`. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly disagreements: readonly Disagreement[];
};

export type Disagreement = {
  readonly chain: string;
  readonly theirs: string;
  readonly ours: string | null;
  /** What decided on each side. */
  readonly theirFacts: string;
  readonly ourFacts: string;
};

/** A chain whose level the program holds for better than the reviewers do. */
export type Better = { readonly chain: string; readonly theirs: string; readonly ours: string };

type Question = {
  readonly name: string;
  theirs(reviewed: Reviewed): string;
  ours(answers: Answers): string | null;
  theirFacts(reviewed: Reviewed): string;
  ourFacts(report: ChainReport): string;
};

/** From worst to best. */
const ladder = ['others', 'no stage', 'stage-0', 'stage-1', 'stage-2'];

/** All questions over all chains. */
export function compare(audited: readonly Audited[]): readonly Column[] {
  return questions().map((question) => column(question, audited));
}

/** Where the program is sure of more than the reviewers grant: what it says at worst stands above their stage. */
export function better(audited: readonly Audited[]): readonly Better[] {
  return audited.flatMap(({ reviewed, report }) => {
    if (report === null) return [];
    const answers = answersOf(report);
    const [theirs, ours] = [stageOf(reviewed), answers.stage ?? answers.worst];
    return ladder.indexOf(ours) > ladder.indexOf(theirs) ? [{ chain: reviewed.id, theirs, ours }] : [];
  });
}

function column(question: Question, audited: readonly Audited[]): Column {
  const rows = audited.map(({ reviewed, ...rest }) => {
    const { report } = rest;
    const ours = report === null ? null : question.ours(answersOf(report));
    const ourFacts = rest.report === null ? rest.failure : question.ourFacts(rest.report);
    return {
      chain: reviewed.id,
      theirs: question.theirs(reviewed),
      ours,
      theirFacts: question.theirFacts(reviewed),
      ourFacts,
    };
  });
  const confusion: Record<string, Record<string, number>> = {};
  for (const { theirs, ours } of rows) {
    const row = (confusion[theirs] ??= {});
    row[ours ?? 'unknown'] = (row[ours ?? 'unknown'] ?? 0) + 1;
  }
  const agreed = rows.filter(({ theirs, ours }) => theirs === ours).length;
  return {
    name: question.name,
    agreement: rows.length === 0 ? 0 : Math.round((1000 * agreed) / rows.length) / 10,
    agreed,
    unknown: rows.filter(({ ours }) => ours === null).length,
    of: rows.length,
    confusion,
    disagreements: rows.filter(({ theirs, ours }) => theirs !== ours),
  };
}

function questions(): readonly Question[] {
  const dimensions = Object.keys(columns) as (keyof typeof columns)[];
  return [
    {
      name: 'stage',
      theirs: stageOf,
      ours: ({ stage }) => stage,
      theirFacts: checklistOf,
      ourFacts: decidingFindings,
    },
    {
      name: 'category',
      theirs: categoryOf,
      ours: ({ category }) => category,
      theirFacts: checklistOf,
      ourFacts: decidingFindings,
    },
    {
      name: 'reasons for being other',
      theirs: ({ reasonsForBeingOther }) => [...reasonsForBeingOther].sort().join(', ') || 'none',
      ours: (answers) => answers.reasons,
      theirFacts: checklistOf,
      ourFacts: (report) => decidingFindings({ ...report, findings: report.findings.filter(({ reason }) => reason) }),
    },
    ...dimensions.flatMap((id) => (['value', 'sentiment'] as const).map((what) => dimensionQuestion(id, what))),
  ];
}

function dimensionQuestion(id: keyof typeof columns, what: 'value' | 'sentiment'): Question {
  const theirs = (reviewed: Reviewed) => reviewed.riskView[columns[id]];
  return {
    name: `${id} (${what})`,
    theirs: (reviewed) => theirs(reviewed)[what],
    ours: ({ dimensions }) => dimensions[id]?.[what] ?? null,
    theirFacts: (reviewed) => `${theirs(reviewed).value} (${theirs(reviewed).sentiment})`,
    ourFacts: (report) => factsNamed(report, report.dimensions.find((one) => one.dimension === id)?.because ?? []),
  };
}

/** What their checklist denies, and where it comes from. */
function checklistOf({ checklist, reasonsForBeingOther, stageSource }: Reviewed): string {
  const denied = Object.values(checklist ?? {}).flatMap((items) =>
    Object.entries(items).flatMap(([item, met]) => (met === false ? [`not ${item}`] : [])),
  );
  return [...reasonsForBeingOther, ...denied].join(', ') + ` [${stageSource ?? 'no source'}]`;
}

/** The findings that keep the chain from the level above its worst, with the facts they rest on. */
function decidingFindings(report: ChainReport): string {
  const { credit, findings } = report;
  const deciding = findings.filter(
    ({ caps, outcome }) => caps === credit.worst && (outcome === 'fail' || outcome === 'unknown'),
  );
  const lines = deciding.map(
    ({ rule, outcome, power, because }) =>
      `${rule} ${outcome}${power === undefined ? '' : ` by ${power}`} [${factsNamed(report, because)}]`,
  );
  return [...new Set(lines)].slice(0, 6).join('; ');
}

function factsNamed({ facts }: ChainReport, names: readonly string[]): string {
  const shown = names.map((name) => {
    const fact = facts[name];
    if (fact === undefined) return `${name} unknown (not read by the stack)`;
    return 'value' in fact ? `${name} = ${fact.value}` : `${name} unknown (${fact.unknown.slice(0, 120)})`;
  });
  return shown.join(', ');
}
