export { type AuditRequest, auditChain, auditReport } from './audit.ts';
