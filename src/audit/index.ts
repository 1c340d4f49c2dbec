export { unauditedChain } from './unaudited.ts';
export { type AuditRequest, auditChain, auditReport } from './audit.ts';
