export type { GateOptions } from './comparison.ts';
export { type Audit, type Comparand, diffChain, diffReport } from './diff.ts';
export { entryChanges } from './entry-changes.ts';
export { evidenceRoot } from './evidence-root.ts';
export { type Candidate, gate, type GateContext } from './gate.ts';
export { pin } from './pin.ts';
export { afterLook, afterOutage, blankState, type Look, newlyFailed, type WatchState } from './watch.ts';
