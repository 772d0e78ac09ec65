import { z } from "zod";
import { shownTermsVersion } from "@/lib/catalog/schemas";
import {
  challengeView,
  type PurchaseView,
  purchaseStatusNames,
  purchaseView,
} from "@/lib/challenges/schemas";
import { fieldMeta } from "@/lib/core/field-descriptions";
import { requestKey } from "@/lib/http/request-key";
import { positiveInt, tradingAccountView } from "@/lib/trading/schemas";

export const buyInput = z.strictObject({
  program_id: positiveInt.meta(fieldMeta.programId),
  payer_login: positiveInt.meta(fieldMeta.payerLogin),
  /** The price that the buyer was shown, in units of its currency: at another price nothing is bought. */
  amount: z.number().min(0).max(1_000_000_000).optional().meta({
    description:
      "The price you showed the customer, in units of its currency. If the price has changed, the purchase is rejected.",
  }),
  terms_version: shownTermsVersion,
  idempotency_key: requestKey(1, 255).optional().meta(fieldMeta.idempotencyKey),
});
export type BuyInput = z.output<typeof buyInput>;

export const previewInput = z.strictObject({
  program_id: positiveInt.meta(fieldMeta.programId),
  payer_login: positiveInt.meta(fieldMeta.payerLogin),
});
export type PreviewInput = z.output<typeof previewInput>;

/** A purchase that would make a granted challenge a second one, as an admin sees it. */
export const unfinishedPurchaseView = z.object({
  purchase_id: z.number().int().meta({ description: "The purchase that created the challenge." }),
  status: z.enum(purchaseStatusNames).meta({ description: "The status." }),
  created_at: z.iso.datetime().meta(fieldMeta.createdAt),
});
export type UnfinishedPurchaseView = z.output<typeof unfinishedPurchaseView>;

export const purchaseResult = z.object({
  purchase: purchaseView.meta({ description: "The purchase." }),
});
export type PurchaseResult = z.output<typeof purchaseResult>;

/** The challenge account in the response to a purchase. */
export const openedAccountView = tradingAccountView.pick({
  login: true,
  group: true,
  brand: true,
  currency: true,
  leverage: true,
  enable: true,
  customer_id: true,
});
export type OpenedAccountView = z.output<typeof openedAccountView>;

/** The response to a purchase. Orders and password are left out if there are none. */
export const buyView = z.object({
  accepted: z
    .boolean()
    .meta({ description: "Whether the purchase was accepted. False is only sent with an error." }),
  idempotent: z.boolean().meta({ description: "True if this is the response to a retry." }),
  purchase: purchaseView.meta({ description: "The purchase." }),
  challenge: challengeView.optional().meta({ description: "The resulting challenge." }),
  challenges: z.array(challengeView).optional().meta({ description: "The challenges." }),
  account: openedAccountView.optional().meta({ description: "The challenge's trading account." }),
  /** Shown once, to the call that opened the account. */
  temporary_password: z
    .string()
    .optional()
    .meta({ description: "The account's first password. Only shown once." }),
  must_change_password: z.boolean().optional().meta(fieldMeta.mustChangePassword),
  payment_order: z.number().int().optional().meta({
    description: "The order that took the fee; null or missing if there is none.",
  }),
  initial_balance_order: z.number().int().optional().meta({
    description: "The order of the initial balance; null or missing if there is none.",
  }),
});
export type BuyView = z.output<typeof buyView>;

export const previewView = z.discriminatedUnion("can_buy", [
  z.object({
    can_buy: z.literal(true).meta({ description: "Whether the purchase would succeed now." }),
    price: z.number().meta({ description: "The price, in units of the currency." }),
    currency: z.string().meta(fieldMeta.currency),
    payer_balance: z.number().meta({ description: "The wallet's balance." }),
    amount_account_currency: z
      .number()
      .meta({ description: "The amount taken from the wallet, in its currency." }),
    conversion_rate: z
      .number()
      .meta({ description: "Always 1: the wallet and the price have the same currency." }),
    warnings: z.array(z.string()).meta({ description: "Reserved for warnings; currently empty." }),
  }),
  z.object({
    can_buy: z.literal(false).meta({ description: "Whether the purchase would succeed now." }),
    reason: z.string().meta({ description: "The error code that a purchase would return." }),
    message: z.string().meta({ description: "A human-readable message. It may change." }),
    required_amount: z
      .number()
      .nullable()
      .meta({ description: "The price; null if the program isn't for sale." }),
    available_balance: z.number().nullable().meta({
      description: "The amount the wallet can pay; null if it isn't the customer's wallet.",
    }),
  }),
]);
export type PreviewView = z.output<typeof previewView>;

export const payerAccountView = z.object({
  login: z.number().int().meta(fieldMeta.login),
  group: z.string().meta({ description: "The account's group at the trading server." }),
  account_mode: z.literal([0, 1]).meta(fieldMeta.accountMode),
  currency: z.string().meta(fieldMeta.currency),
  balance: z.number().meta({ description: "The balance, in units of the account's currency." }),
  /** The balance less the wallet's debt. */
  available: z.number().meta({ description: "The balance minus the debt." }),
  eligible: z.boolean().meta({ description: "Whether the wallet can pay for the program." }),
  /** The error code that a purchase would get; null if the account can pay. */
  block_reason: z.string().nullable().meta({
    description: "The error code that a purchase would return; null if the wallet can pay.",
  }),
  block_reason_message: z
    .string()
    .nullable()
    .meta({ description: "The reason as a human-readable message." }),
});
export type PayerAccountView = z.output<typeof payerAccountView>;

export const payerAccountsView = z.object({
  rows: z.array(payerAccountView).meta({ description: "The rows." }),
  /** The currency of a wallet that the customer lacks and can open for the program; null if none. */
  openable_currency: z.string().nullable().meta({
    description:
      "The currency of a wallet that the customer can open to pay for the program; null if there is none.",
  }),
});
export type PayerAccountsView = z.output<typeof payerAccountsView>;

/** A purchase that needs manual review, as an admin sees it. */
export interface StuckPurchaseView {
  purchase: PurchaseView;
  customer_email: string;
  /** The first pending compensation, and why the trading server rejected it: null if it didn't respond. */
  compensation: { step: string; rejection: string | null } | null;
  /** How often the job has resumed it. */
  tries: number;
  since: number;
}
