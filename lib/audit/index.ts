export { type AuditEntry, audit, auditCommand } from "./record";
