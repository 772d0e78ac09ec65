import { z } from "zod";

/** Every recorded action of admins, by the kind of its subject. */
export const auditActions = [
  "account.retry",
  "account.suspend",
  "account.reinstate",
  "account.close",
  "account.grant",
  "account.venue_done",
  "payment.refund",
  "payment.review_done",
  "payment.sync",
  "payment.download_evidence",
  "purchase.retry",
  "purchase.rollback",
  "purchase.refund_to_card",
  "challenge.grant",
  "wallet.credit",
  "wallet.debit",
  "stripe_event.replay",
  "delivery.redeliver",
  "job.retry",
  "customer.disable",
  "customer.enable",
  "customer.reset_second_factor",
  "customer.make_admin",
  "customer.add_note",
  "app.create",
  "app.rotate_secret",
  "app.disable",
  "app.enable",
  "trading_source.create",
  "trading_source.disable",
  "trading_source.enable",
  "venue_command.done",
  "verdict.confirm",
  "verdict.lift",
  "tier.create",
  "tier.edit",
  "tier.archive",
  "tier.restore",
  "program.create",
  "program.edit",
  "program.set_status",
  "group.create",
  "group.edit",
  "group.archive",
  "group.restore",
  "legal_document.edit",
  "legal_document.publish",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** The kinds of subjects of actions. */
export const auditSubjects = [
  "account",
  "payment",
  "purchase",
  "challenge",
  "wallet",
  "stripe_event",
  "delivery",
  "job",
  "customer",
  "app",
  "trading_source",
  "venue_command",
  "verdict",
  "tier",
  "program",
  "group",
  "legal_document",
] as const;

/** The reason of an action: required, and stored with it. */
export const auditReason = z
  .string()
  .trim()
  .min(3, "enter a reason of at least 3 characters")
  .max(500, "must be at most 500 characters long");
