import type { AuditReport } from '../model/report.ts';
import { escapeTerminal, mapStrings } from './escape.ts';
import type { Reporter } from './reporter.ts';
import { chainDetail, openDetail } from './terminal-chain.ts';
import { chainTable } from './terminal-table.ts';

/** For people at a terminal: a table of all chains, or everything about each. Plain text unless colour is asked for. */
export const terminal: Reporter = {
  format: 'terminal',
  fileExtension: 'txt',
  description: 'a table for people',

  render(report, options = {}) {
    const escaped = mapStrings<AuditReport>(report, escapeTerminal);
    const { policy, chains, unaudited = [] } = escaped;
    const text = options.detail
      ? [...chains.map((chain) => chainDetail(chain, policy, options)), ...unaudited.map(openDetail)].join('\n\n')
      : chainTable(escaped, options);
    return `${text}\n`;
  },
};
