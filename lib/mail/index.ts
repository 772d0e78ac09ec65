export { consumeLink, createLink, deriveToken, hashToken, readLink, revokeLinks } from "./links";
export { dispatchOutbox } from "./outbox";
export { emailKey, isEmailEnabled, queueEmail, queueEmailSql } from "./queue-email";
