import type { Notice } from '../../model/notice.ts';
import { escapeTerminal, mapStrings } from '../escape.ts';
import { noticeLines } from './notice-lines.ts';
import { fitting, type WebhookShape } from './webhook-shape.ts';

/** Slack folds longer messages away, in characters (api.slack.com/reference/surfaces/formatting). */
const longest = 4000;

/** An incoming webhook of Slack: text in mrkdwn, in which nobody can be mentioned and no link be hidden. */
export const slackShape: WebhookShape = {
  name: 'slack',
  body(notice) {
    const lines = noticeLines(mapStrings<Notice>(notice, escape));
    return {
      text: fitting(
        lines.map(({ text, head }) => (head ? `*${text}*` : text)),
        longest,
      ),
      unfurl_links: false,
    };
  },
};

// Slack gives `&`, `<` and `>` a meaning and wants them as entities; that covers mentions and links.
function escape(text: string): string {
  return escapeTerminal(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
