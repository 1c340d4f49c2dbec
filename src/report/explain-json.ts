import type { SharedHolder, Witness } from '../model/witness.ts';
import { canonicalJson } from './json.ts';

/** The attacks on one chain as JSON; schema/explain.schema.json describes it. */
export function explainJson(chain: string, witnesses: readonly Witness[]): string {
  return `${canonicalJson({ chain, witnesses })}\n`;
}

/** Who holds powers over several of these chains as JSON; schema/shared.schema.json describes it. */
export function sharedJson(chains: readonly string[], holders: readonly SharedHolder[]): string {
  return `${canonicalJson({ chains, holders })}\n`;
}
