import { walletPath } from "@/components/checkout/paths";

/** The page of one wallet, with its statement. */
export const walletOf = (login: number) =>
  `${walletPath}?${new URLSearchParams({ login: String(login) })}`;

interface TopUpOptions {
  /** A suggested amount, in units of the wallet's currency. */
  units?: number;
  /** The path to return to afterwards. */
  back?: string | null;
}

/** The page of a wallet with the form that tops it up. */
export function topUpPath(login: number, { units, back }: TopUpOptions = {}): string {
  const options = { ...(units && { amount: String(units) }), ...(back && { back }) };
  return `${walletOf(login)}&${new URLSearchParams({ topup: "1", ...options })}`;
}
