import type { ChainDiff } from '../../model/diff.ts';
import type { Notice } from '../../model/notice.ts';
import { creditChange } from '../diff/diff-reporter.ts';
import { sectionsOf } from '../diff/sections.ts';

/** A notice in lines for a chat; `head` is one that stands out. The texts must be escaped already. */
export type NoticeLine = { readonly text: string; readonly head: boolean };

/** What a notice says, most important first: what changed in the first lines, so that a cut costs the least. */
export function noticeLines(notice: Notice): readonly NoticeLine[] {
  switch (notice.event) {
    case 'change': {
      const { chains } = notice.diff;
      return [...chains.map(headline), ...chains.flatMap(details)];
    }
    case 'outage':
      return [head(`fullfaith cannot see since ${time(notice.since)}: ${notice.reason}`)];
    case 'recovery':
      return [head(`fullfaith sees again; it could not since ${time(notice.since)}`)];
  }
}

function headline(chain: ChainDiff): NoticeLine {
  return head(`${chain.name}: ${creditChange(chain)}`);
}

function details(chain: ChainDiff): readonly NoticeLine[] {
  return sectionsOf(chain).flatMap(({ title, lines }) => [
    head(`${chain.name}: ${title}`),
    ...lines.flatMap(({ text, under }) => [text, ...under]).map((text) => ({ text: `• ${text}`, head: false })),
  ]);
}

function head(text: string): NoticeLine {
  return { text, head: true };
}

function time(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
