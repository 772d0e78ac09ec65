/** What the browser was told when it confirmed: a hint to the completion page, never proof. */
export type Told = "succeeded" | "processing";

/** Where a tier is paid for: `/checkout/tier_25k?market=crypto`. */
export const checkoutPath = (tierId: string, market: string) =>
  `/checkout/${encodeURIComponent(tierId)}?${new URLSearchParams({ market })}`;

/** Where a payment is followed until its account is ready; `told` in the words of Stripe's redirect. */
export const completePath = (paymentId: string, told?: Told) =>
  `/checkout/complete?${new URLSearchParams({ payment_id: paymentId, ...(told && { redirect_status: told }) })}`;

/** The wallet page with a deposit that is followed until it is credited; `back` is where it was begun. */
export const depositPath = (paymentId: string, told?: Told, back?: string | null) =>
  `${walletPath}?${new URLSearchParams({ deposit: paymentId, ...(back && { back }), ...(told && { redirect_status: told }) })}`;

/** Where the wallets are, and topped up. */
export const walletPath = "/dashboard/wallet";

/** The dashboard with an account marked as new. */
export const newAccountPath = (accountId: string) =>
  `/dashboard?${new URLSearchParams({ new: accountId })}`;
