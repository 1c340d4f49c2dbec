import type { DiffReport } from './diff.ts';

/** Raised when a field of the document is renamed or removed; additions leave it. */
export const noticeSchemaVersion = '1.0';

/** What `fullfaith watch` tells: that something changed, that it cannot see, or that it sees again. Plain JSON data. */
export type Notice = { readonly schemaVersion: typeof noticeSchemaVersion } & (
  | { readonly event: 'change'; readonly diff: DiffReport }
  /** `since` is in Unix seconds. */
  | { readonly event: 'outage'; readonly since: number; readonly reason: string }
  | { readonly event: 'recovery'; readonly since: number }
);
