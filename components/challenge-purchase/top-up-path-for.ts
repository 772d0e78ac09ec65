import { topUpPath } from "@/components/wallet/paths";
import { depositLimits } from "@/lib/payments/schemas";
import type { PayerAccountView } from "@/lib/purchases/schemas";

/** The page that tops a wallet up by what it lacks for a price, and then leads back to the checkout. */
export function topUpPathFor(
  back: string,
  price: number,
  { login, available }: Pick<PayerAccountView, "login" | "available">,
): string {
  const missing = Math.round((price - available) * 100);
  const units = Math.max(missing, depositLimits.min) / 100;
  return topUpPath(login, { units, back });
}
