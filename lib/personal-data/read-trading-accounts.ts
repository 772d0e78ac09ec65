import type { Context } from "@/lib/core/context";
import { type Operation, type TradingAccount, tradingServer, withTimeout } from "@/lib/trading";

// The pages in which an account's operations are read.
const OPERATIONS = 500;

/** The customer's wallets and the accounts of their challenges, each with all its operations. */
export async function readTradingAccounts({ db }: Context, customerId: number) {
  const server = tradingServer(db);
  const accounts = await withTimeout(() => server.listAccounts(customerId));
  const read = [];
  for (const account of accounts) {
    read.push({ ...presentAccount(account), operations: await readOperations(account.login) });
  }
  return read;

  async function readOperations(login: number) {
    const all = [];
    for (let before: number | undefined; ; ) {
      const page = await withTimeout(() => server.listOperations(login, OPERATIONS, before));
      all.push(...page.map(presentOperation));
      before = page.at(-1)?.order;
      if (page.length < OPERATIONS) return all;
    }
  }
}

const presentAccount = ({
  login,
  purpose,
  currency,
  balanceCents,
  debtCents,
  ...rest
}: TradingAccount) => ({
  login,
  purpose,
  currency,
  balance_cents: balanceCents,
  debt_cents: debtCents,
  enabled: rest.enabled,
  created_at: rest.createdAt,
});

const presentOperation = ({ order, amountCents, balanceAfterCents, ...rest }: Operation) => ({
  order,
  amount_cents: amountCents,
  balance_after_cents: balanceAfterCents,
  reason: rest.reason,
  comment: rest.comment,
  created_at: rest.createdAt,
});
