import type { Cause, Value } from '../model/change.ts';
import { creditText, delay, factText, keysText, window } from './phrase.ts';

/** One side of a change in words. */
function valueText(value: Value): string {
  switch (value.kind) {
    case 'none':
      return 'none';
    case 'credit':
      return creditText(value);
    case 'coalition':
      return `${paceText(value)}, ${window(value.windowSeconds)}`;
    case 'coalitions':
      return value.of.length === 0 ? 'nobody' : value.of.map(paceText).join('; ');
    case 'fact':
      return value.value === null ? 'unknown' : factText({ type: value.type, evidence: [], value: value.value });
    case 'text':
      return value.text;
  }
}

/** A change in words: `1 → 2`; only the side that is there where the other is not; empty where neither is. */
export function changeText({ from, to }: { readonly from: Value; readonly to: Value }): string {
  if (from.kind === 'none') return to.kind === 'none' ? '' : valueText(to);
  return to.kind === 'none' ? `${valueText(from)} → none` : `${valueText(from)} → ${valueText(to)}`;
}

/** What stands behind a change, in a line. */
export function causeText(cause: Cause): string {
  const { kind, name, note, to, from } = cause;
  switch (kind) {
    case 'fact':
      return `fact ${name}: ${changeText(cause)}`;
    case 'power':
      return `power ${name}${note === '' ? '' : ` (${note})`}: ${changeText(cause)}`;
    case 'rule':
      return `rule ${name} ${to.kind === 'text' ? outcomeText(to.text) : 'holds now'}: ${note}`;
    case 'contract':
      return `${name}${note === '' ? '' : ` (${note})`}: ${changeText(cause)}`;
    case 'body':
      // Who joined or left what has one side only.
      return `${name} ${note} ${to.kind === 'none' ? valueText(from) : changeText(cause)}`;
    case 'policy':
      return `${note}: policy ${name}, ${changeText(cause)}`;
  }
}

function outcomeText(outcome: string): string {
  return outcome === 'unknown' ? 'is open' : 'fails';
}

function paceText({ keys, delaySeconds }: { readonly keys: number; readonly delaySeconds: number }): string {
  return `${keysText({ keys, unresolved: [] })} ${delay(delaySeconds)}`;
}
