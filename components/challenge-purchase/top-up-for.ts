import { buyPath } from "@/components/store/program";
import { topUpPath } from "@/components/wallet/addresses";
import type { PayerAccountView } from "@/lib/challenges/schemas";
import { depositLimits } from "@/lib/payments/schemas";

/** Where a wallet is topped up by what it is short of, and then back to the program's buy page. */
export function topUpFor(
  programId: number,
  price: number,
  { login, available }: Pick<PayerAccountView, "login" | "available">,
): string {
  const short = Math.round((price - available) * 100);
  const units = Math.max(short, depositLimits.min) / 100;
  return topUpPath(login, { units, back: buyPath(programId) });
}
