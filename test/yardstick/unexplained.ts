import type { Better } from './compare.ts';

/** The chains above the reviewers’ level for which no heading of the document (`### id: stage`) gives a reason. */
export function unexplained(above: readonly Better[], document: string): readonly string[] {
  const headings = [...document.matchAll(/^#{2,4} +`?([a-z0-9-]+)`?: +stage *$/gim)].map(([, id]) => id);
  return above.map(({ chain }) => chain).filter((chain) => !headings.includes(chain));
}
