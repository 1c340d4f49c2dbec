import type { SharedHolder } from '../model/witness.ts';
import { escapeTerminal, mapStrings } from './escape.ts';

/** Who holds powers over more than one chain, as text: most chains first. */
export function sharedText(holders: readonly SharedHolder[]): string {
  if (holders.length === 0) return 'No key, Safe or contract holds powers over more than one of these chains.\n';
  const lines = mapStrings(holders, escapeTerminal).flatMap(({ name, address, chains }) => [
    `${name} ${address}: ${chains.length} chains`,
    ...chains.map(({ chain, powers }) => `  ${chain.padEnd(16)} ${powers.join(', ')}`),
  ]);
  return `${lines.join('\n')}\n`;
}
