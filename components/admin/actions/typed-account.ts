import type { OfferedAction } from "@/lib/console/schemas";
import { readAmount, readWhole, writeAmount, writeNumber } from "@/lib/core/typed-number";

/** What an account is worth, as it was typed. */
export interface TypedAccount {
  balance: string;
  equity: string;
  positions: string;
}

/** What the account's last event said, as the form shows it; empty for actions without an account. */
export const typedAccount = ({ account }: OfferedAction): TypedAccount => ({
  balance: account ? writeAmount(account.balance_cents) : "",
  equity: account ? writeAmount(account.equity_cents) : "",
  positions: account ? writeNumber(account.open_positions) : "",
});

/** The typed values as the action takes them; NaN or null where one can't be read. */
export const readAccount = ({ balance, equity, positions }: TypedAccount, currency: string) => ({
  balance_cents: readAmount(balance, currency),
  equity_cents: readAmount(equity, currency),
  open_positions: readWhole(positions),
});
