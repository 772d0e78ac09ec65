import { walletPath } from "@/components/checkout/addresses";

/** One wallet, with its statement. */
export const walletOf = (login: number) =>
  `${walletPath}?${new URLSearchParams({ login: String(login) })}`;

/** A wallet with the form that tops it up; `units` where an amount is suggested. */
export const topUpPath = (login: number, units?: number) =>
  `${walletOf(login)}&topup=1${units === undefined ? "" : `&amount=${units}`}`;
