import type { Column } from './compare.ts';

/**
 * The disagreements for which no heading of the document (`### id, id: topic, topic`) gives a reason, as `id: topic`. A topic is
 * the name of a question, without what of it is asked; `everything` stands for all.
 */
export function unexplained(columns: readonly Column[], document: string): readonly string[] {
  const explained = new Set(headingsOf(document));
  const open = columns.flatMap(({ name, disagreements }) =>
    disagreements
      .filter(({ chain }) => !explained.has(`${chain}: everything`))
      .map(({ chain }) => `${chain}: ${topicOf(name)}`),
  );
  return [...new Set(open)].filter((one) => !explained.has(one));
}

function topicOf(question: string): string {
  return question.replace(/ \(.*\)$/, '').replaceAll('-', ' ');
}

function headingsOf(document: string): readonly string[] {
  return [...document.matchAll(/^### (.+): (.+)$/gm)].flatMap(([, chains = '', topics = '']) =>
    chains.split(', ').flatMap((chain) => topics.split(', ').map((topic) => `${chain}: ${topic}`)),
  );
}
