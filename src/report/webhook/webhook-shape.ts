import type { Notice } from '../../model/notice.ts';

/** How one kind of receiver wants to be told. `body` is pure and gives what is sent as JSON. */
export type WebhookShape = { readonly name: string; body(notice: Notice): object };

/** The lines that fit, whole ones only; a last line says that there is more. */
export function fitting(lines: readonly string[], longest: number): string {
  const more = '…';
  let text = '';
  for (const [at, line] of lines.entries()) {
    const next = at === 0 ? line : `${text}\n${line}`;
    const isLast = at === lines.length - 1;
    if (next.length + (isLast ? 0 : more.length + 1) > longest) {
      return text === '' ? `${line.slice(0, longest - 1)}${more}` : `${text}\n${more}`;
    }
    text = next;
  }
  return text;
}
