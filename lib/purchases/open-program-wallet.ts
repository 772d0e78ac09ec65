import { isOnSale, loadProgram } from "@/lib/catalog";
import { addLogFields, type Context, requireCustomer } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { AppError, notFound } from "@/lib/core/errors";
import {
  callTradingServer,
  firstWalletKey,
  type TradingServer,
  tradingServer,
  withTimeout,
} from "@/lib/trading";
import { findMissingWallet, type MissingWallet, walletIn } from "./missing-wallet";
import { readPayerAccounts } from "./payer-accounts";
import type { PayerAccountView } from "./schemas";

/**
 * The customer's wallet in the currency of a program on sale; opened if they have none, once however often and
 * concurrently this is called: the request key is derived from customer and currency. Throws NOT_FOUND,
 * INVALID_STATE if the wallet is disabled or can't be opened, and UNAVAILABLE if the trading server doesn't
 * respond: repeat the call then.
 */
export async function openProgramWallet(
  ctx: Context,
  programId: number,
  server: TradingServer = tradingServer(ctx.db),
): Promise<PayerAccountView> {
  const me = requireCustomer(ctx, "payments:write");
  const [program, wallets] = await withTimeout(() =>
    Promise.all([loadProgram(ctx.db, programId, server), server.listAccounts(me.id, "wallet")]),
  );
  if (!program || !isOnSale(program)) throw notFound("program");
  const lacking = await findMissingWallet(ctx, program, wallets, server);
  const existing = walletIn(wallets, program.program.priceCurrency);
  const login = lacking ? await openMissingWallet(me.id, lacking, server) : existing?.login;
  if (existing && !existing.enabled) {
    throw new AppError(
      "INVALID_STATE",
      "Your wallet in this currency is disabled. Contact support.",
    );
  }
  const { rows } = await readPayerAccounts(ctx, programId, server);
  const wallet = rows.find((row) => row.login === login);
  if (!wallet) throw new Error(`the wallet ${login} is gone`);
  addLogFields(ctx, { login: wallet.login });
  return wallet;
}

/**
 * Opens the wallet that a customer lacks and returns its login; once, however often and concurrently this is called.
 * Throws INVALID_STATE if it can't be opened, and UNAVAILABLE if the trading server doesn't respond.
 */
export async function openMissingWallet(
  customerId: number,
  { currency, group }: MissingWallet,
  server: TradingServer,
): Promise<number> {
  if (group === null) {
    throw new AppError("INVALID_STATE", `Wallets in ${currency.toUpperCase()} aren't available.`);
  }
  const first = firstWalletKey(customerId);
  // The first wallet, whose job may be opening it now, has a key of its own.
  const requestKey = group === env().WALLET_GROUP ? first : `${first}:${currency}`;
  const result = await callTradingServer(() =>
    server.openAccount({ requestKey, customerId, group, purpose: "wallet" }),
  );
  if (result.status === "accepted") return result.account.login;
  if (result.status === "rejected") {
    throw new AppError(
      "INVALID_STATE",
      "The trading server rejected the new wallet. Contact support.",
    );
  }
  throw new AppError("UNAVAILABLE", "The trading server isn't responding. Try again shortly.", {
    retryAfter: 2,
    cause: result.cause,
  });
}
