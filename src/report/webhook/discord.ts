import type { Notice } from '../../model/notice.ts';
import { escapeMarkdown, mapStrings } from '../escape.ts';
import { noticeLines } from './notice-lines.ts';
import { fitting, type WebhookShape } from './webhook-shape.ts';

/** Discord refuses longer messages, in characters (discord.com/developers/docs/resources/webhook). */
const longest = 2000;

/** A webhook of Discord: Markdown that mentions nobody. */
export const discordShape: WebhookShape = {
  name: 'discord',
  body(notice) {
    const lines = noticeLines(mapStrings<Notice>(notice, escape));
    const content = fitting(
      lines.map(({ text, head }) => (head ? `**${text}**` : text)),
      longest,
    );
    return { content, allowed_mentions: { parse: [] } };
  },
};

// Discord shows entities as they stand and undoes only backslashes.
function escape(text: string): string {
  return escapeMarkdown(text).replace(/&lt;/g, '\\<').replace(/&gt;/g, '\\>').replace(/&amp;/g, '&');
}
