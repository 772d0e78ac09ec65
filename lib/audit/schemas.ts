import { z } from "zod";

/** Everything that admins do and that is written down, by what it is done to. */
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
  "purchase.retry",
  "purchase.rollback",
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
  "app.create",
  "app.rotate_secret",
  "app.disable",
  "app.enable",
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
] as const;
export type AuditAction = (typeof auditActions)[number];

/** The kinds of things that they do it to. */
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
  "tier",
  "program",
  "group",
] as const;

/** Why an admin does it: required with each action, and kept with it. */
export const auditReason = z
  .string()
  .trim()
  .min(3, "say why, in at least 3 characters")
  .max(500, "must be at most 500 characters long");
