import { z } from "zod";

const payment = { payment_id: z.string() };
const account = { prop_account_id: z.string() };
const refund = { refund_id: z.string() };
const dispute = { dispute_id: z.string() };
const request = { money_request_id: z.string() };
const purchase = { purchase_id: z.number() };
const challenge = { challenge_id: z.number() };
const link = { link_id: z.string() };
const user = { user_id: z.string() };

/** Each e-mail that customers get, and the change that it tells of. */
export const mailJob = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("receipt"), ...payment }),
  z.object({ kind: z.literal("payment-failed"), ...payment }),
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
  z.object({ kind: z.literal("verify-email"), ...link }),
  z.object({ kind: z.literal("reset-password"), ...link }),
  z.object({ kind: z.literal("password-changed"), ...user }),
  z.object({ kind: z.literal("second-factor-on"), ...user }),
  z.object({ kind: z.literal("second-factor-off"), ...user }),
]);

export type MailJob = z.output<typeof mailJob>;
export type MailKind = MailJob["kind"];

/** What an e-mail of a kind is about, by its id. */
export type MailSubject<K extends MailKind> = Omit<Extract<MailJob, { kind: K }>, "kind">;

/** An e-mail as it is sent. */
export const mailShape = z.object({
  kind: z.enum(mailJob.options.map(({ shape }) => shape.kind.value)),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});
export type Mail = z.output<typeof mailShape>;

/** One that the embedded stack kept instead. */
export const keptShape = mailShape.extend({ id: z.string(), at: z.string() });
export type KeptMail = z.output<typeof keptShape>;
