import { z } from "zod";

const payment = { payment_id: z.string() };
const account = { prop_account_id: z.string() };
const refund = { refund_id: z.string() };
const dispute = { dispute_id: z.string() };
const request = { money_request_id: z.string() };
const purchase = { purchase_id: z.number() };
const challenge = { challenge_id: z.number() };
const verdict = { verdict_id: z.string() };
const link = { link_id: z.string() };
const user = { user_id: z.string() };

/** Every kind of email to customers, with the id of what it is about. */
export const emailJob = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("receipt"), ...payment }),
  z.object({ kind: z.literal("payment-failed"), ...payment }),
  z.object({ kind: z.literal("program-rejected"), ...payment }),
  z.object({ kind: z.literal("account-ready"), ...account }),
  z.object({ kind: z.literal("account-suspended"), ...account }),
  z.object({ kind: z.literal("account-reinstated"), ...account }),
  z.object({ kind: z.literal("account-closed"), ...account }),
  z.object({ kind: z.literal("refund-issued"), ...refund }),
  z.object({ kind: z.literal("refund-failed"), ...refund }),
  z.object({ kind: z.literal("deposit-disputed"), ...dispute }),
  z.object({ kind: z.literal("deposit-dispute-closed"), ...dispute }),
  z.object({ kind: z.literal("challenge-bought"), ...purchase }),
  z.object({ kind: z.literal("challenge-rolled-back"), ...purchase }),
  z.object({ kind: z.literal("challenge-failed"), ...purchase }),
  z.object({ kind: z.literal("wallet-adjusted"), ...request }),
  z.object({ kind: z.literal("challenge-suspended"), ...challenge }),
  z.object({ kind: z.literal("challenge-reinstated"), ...challenge }),
  z.object({ kind: z.literal("challenge-ended"), ...challenge }),
  z.object({ kind: z.literal("challenge-verdict"), ...verdict }),
  z.object({ kind: z.literal("verdict-overturned"), ...verdict }),
  z.object({ kind: z.literal("verify-email"), ...link }),
  z.object({ kind: z.literal("reset-password"), ...link }),
  z.object({ kind: z.literal("change-email"), ...link }),
  z.object({ kind: z.literal("email-changed"), ...link }),
  z.object({ kind: z.literal("password-changed"), ...user }),
  z.object({ kind: z.literal("account-deleted"), ...user }),
  z.object({ kind: z.literal("second-factor-on"), ...user }),
  z.object({ kind: z.literal("second-factor-off"), ...user }),
]);

export type EmailJob = z.output<typeof emailJob>;
export type EmailKind = EmailJob["kind"];

/** The ids that an email of a kind is about. */
export type EmailSubject<K extends EmailKind> = Omit<Extract<EmailJob, { kind: K }>, "kind">;
