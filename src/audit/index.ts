export { unauditedChain, whyUnjudged } from './unaudited.ts';
export { type AuditRequest, auditChain, auditReport } from './audit.ts';
export { commitAudit, type CommittedAudit } from './commit-audit.ts';
export { basisIn } from './conclusion-content.ts';
export { type AuditBasis, findingName } from './conclusions.ts';
export { dayOf } from './current-claims.ts';
export type { Memory } from './power-solution.ts';
