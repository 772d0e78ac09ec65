import { isOnSale, loadProgram } from "@/lib/catalog";
import { about, type Context, requireCustomer } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { ask, firstWalletKey, inTime, type TradingServer, tradingServer } from "@/lib/trading";
import { lackingWallet, walletIn } from "./lacking-wallet";
import { readPayerAccounts } from "./payer-accounts";
import type { PayerAccountView } from "./schemas";

/**
 * The customer's wallet in the currency of a program on sale; opened where they have none, once
 * however often and concurrently it is asked for: the request key is made of customer and currency.
 * Throws NOT_FOUND, INVALID_STATE where it is disabled or can't be opened, and UNAVAILABLE where the
 * trading server doesn't respond; repeat it then.
 */
export async function openProgramWallet(
  ctx: Context,
  programId: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<PayerAccountView> {
  const me = requireCustomer(ctx, "payments:write");
  const [program, wallets] = await inTime(() =>
    Promise.all([loadProgram(ctx.db, programId, server), server.listAccounts(me.id, "wallet")]),
  );
  if (!program || !isOnSale(program)) throw notFound("program");
  const lacking = await lackingWallet(ctx, program, wallets, server);
  const known = walletIn(wallets, program.program.priceCurrency);
  const login = lacking ? await open(me.id, lacking, server) : known?.login;
  if (known && !known.enabled) {
    throw new AppError("INVALID_STATE", "Your wallet in this currency is disabled. Write to us.");
  }
  const { rows } = await readPayerAccounts(ctx, programId, server);
  const wallet = rows.find((row) => row.login === login);
  if (!wallet) throw new Error(`the wallet ${login} is gone`);
  about(ctx, { login: wallet.login });
  return wallet;
}

async function open(
  customerId: number,
  { currency, group }: { currency: string; group: string | null },
  server: TradingServer,
): Promise<number> {
  if (group === null) {
    throw new AppError(
      "INVALID_STATE",
      `No wallet in ${currency.toUpperCase()} can be opened here.`,
    );
  }
  const first = firstWalletKey(customerId);
  // The wallet of the sign-up, whose job may be opening it now, has a key of its own.
  const requestKey = group === env().WALLET_GROUP ? first : `${first}:${currency}`;
  const answer = await ask(() =>
    server.openAccount({ requestKey, customerId, group, purpose: "wallet" }),
  );
  if (answer.outcome === "accepted") return answer.account.login;
  if (answer.outcome === "refused") {
    throw new AppError("INVALID_STATE", "The trading server rejected the wallet. Write to us.");
  }
  throw new AppError("UNAVAILABLE", "The trading server didn't respond. Try again shortly.", {
    retryAfter: 2,
    cause: answer.cause,
  });
}
