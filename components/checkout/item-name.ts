import { marketName } from "@/lib/core/format";
import type { PaymentView } from "@/lib/payments/schemas";

/**
 * `25K challenge, Crypto`. The name is that of the tier when it was bought; older payments don't have it and
 * get today's name, or the tier's id if it has left the catalog.
 */
export const itemName = (
  bought: { tier_id: string; market: string; tier_terms?: { name: string } | null },
  tierName: string | undefined,
) =>
  `${bought.tier_terms?.name ?? tierName ?? bought.tier_id.replace(/^tier_/, "").toUpperCase()} challenge, ${marketName(bought.market)}`;

/** The subject of a payment: `25K challenge, Crypto`, `Two-step 100K challenge`, or `Wallet top-up · 100001`. */
export function paymentName(payment: PaymentView, tierName: string | undefined): string {
  switch (payment.kind) {
    case "deposit":
      return topUpName(payment.login);
    case "program":
      return `${payment.program_name} challenge`;
    case "challenge":
      return itemName(payment, tierName);
  }
}

/** `Wallet top-up · 100001`. */
export const topUpName = (login: number) => `Wallet top-up · ${login}`;
