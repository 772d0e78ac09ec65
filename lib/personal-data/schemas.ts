import { z } from "zod";
import { fieldMeta } from "@/lib/core/field-descriptions";

/** What has to be settled before an account can be deleted. */
export const openMatterKinds = [
  "payment",
  "refund",
  "dispute",
  "review",
  "purchase",
  "challenge",
  "account",
  "wallet",
] as const;

/** One of those: its kind, its id, and a sentence for the customer. */
export const openMatter = z.object({
  kind: z.enum(openMatterKinds).meta({ description: "What it is." }),
  id: z.string().meta({
    description: "The ID of the payment, purchase, challenge or account, or the wallet's login.",
  }),
  message: z.string().meta({ description: "A human-readable message. It may change." }),
});
export type OpenMatter = z.output<typeof openMatter>;

/** Sent beside the INVALID_STATE of an account that can't be deleted yet. */
export const openMatters = z.object({
  matters: z.array(openMatter).optional().meta({ description: "What has to be settled first." }),
});

export const deletionInput = z.strictObject({
  password: z.string().min(1).max(128).meta(fieldMeta.signInPassword),
  code: z.string().trim().min(1).max(64).optional().meta(fieldMeta.secondFactorCode),
});
export type DeletionInput = z.output<typeof deletionInput>;

/** How long a closed account can be reopened before its personal data is removed. */
export const ERASE_AFTER_HOURS = 24;

const record = z.record(z.string(), z.unknown());
const records = (description: string) => z.array(record).meta({ description });

/** What is stored about a customer. Amounts in minor units. */
export const personalDataView = z.object({
  exported_at: z.iso.datetime().meta({ description: "When it was read." }),
  customer: record.meta({ description: "The profile." }),
  sessions: records("Sign-ins, with address and browser."),
  payments: records("Card payments, with their refunds and disputes."),
  prop_accounts: records("Accounts bought by card, and free ones."),
  purchases: records("Purchases from wallets."),
  challenges: records("The challenges of those purchases and prop accounts."),
  verdicts: records("What the rules of those challenges decided, with the numbers."),
  trading_accounts: records("Wallets and accounts of challenges, with their transactions."),
  emails: records("Emails that were sent: subject and time."),
});
