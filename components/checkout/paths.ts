import { buyPath } from "@/components/store/program";
import type { ChallengePaymentView, ProgramPaymentView } from "@/lib/payments/schemas";
import type { PaymentMethod } from "./payment-methods";

/** What Stripe.js reported to the browser when it confirmed: a hint for the completion page, never proof. */
export type RedirectStatus = "succeeded" | "processing";

/** The checkout of a tier, by default by card: `/checkout/tier_25k?market=crypto`, `/checkout/tier_25k/wallet?market=crypto`. */
export const checkoutPath = (tierId: string, market: string, by: PaymentMethod = "card") =>
  `/checkout/${encodeURIComponent(tierId)}${by === "wallet" ? "/wallet" : ""}?${new URLSearchParams({ market })}`;

/** The tier of a checkout's path, encoded; null for any other page. */
export function tierOfCheckout(pathname: string): string | null {
  const id = /^\/checkout\/([^/]+)(\/wallet)?$/.exec(pathname)?.[1] ?? null;
  return id === "complete" ? null : id;
}

/** The page on which a payment's item is paid for again. */
export const checkoutOf = (payment: ChallengePaymentView | ProgramPaymentView) =>
  payment.kind === "program"
    ? `${buyPath(payment.program_id)}?pay=card`
    : checkoutPath(payment.tier_id, payment.market);

/** The page that shows a payment until its account is ready. `redirectStatus` is passed as Stripe's redirects do. */
export const completePath = (paymentId: string, redirectStatus?: RedirectStatus) =>
  `/checkout/complete?${new URLSearchParams({ payment_id: paymentId, ...(redirectStatus && { redirect_status: redirectStatus }) })}`;

/** The wallet page, showing a deposit until it is credited. `back` is the page where it was started. */
export const depositPath = (
  paymentId: string,
  redirectStatus?: RedirectStatus,
  back?: string | null,
) =>
  `${walletPath}?${new URLSearchParams({ deposit: paymentId, ...(back && { back }), ...(redirectStatus && { redirect_status: redirectStatus }) })}`;

/** The page of the wallets, where they are topped up. */
export const walletPath = "/dashboard/wallet";
