import { walletPath } from "@/components/checkout/addresses";

/** One wallet, with its statement. */
export const walletOf = (login: number) =>
  `${walletPath}?${new URLSearchParams({ login: String(login) })}`;

interface Wish {
  /** A suggested amount. */
  units?: number;
  /** Where the top-up was begun, to come back to. */
  back?: string | null;
}

/** A wallet with the form that tops it up. */
export function topUpPath(login: number, { units, back }: Wish = {}): string {
  const asked = { ...(units && { amount: String(units) }), ...(back && { back }) };
  return `${walletOf(login)}&${new URLSearchParams({ topup: "1", ...asked })}`;
}
