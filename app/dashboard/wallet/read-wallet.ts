import { notFound } from "next/navigation";
import { cache } from "react";
import { customerContext } from "@/app/customer-context";
import { ifAvailable } from "@/app/if-available";
import { mainWallet } from "@/components/wallet/can-top-up";
import { isWallet } from "@/components/wallet/is-wallet";
import { lastUsedWallet } from "@/lib/payments";
import { listTradingAccounts } from "@/lib/trading";
import { readDeposit } from "./read-deposit";
import type { WalletQuery } from "./wallet-query";

/**
 * The data of the wallet page, read once for the page and the title of its tab: the wallets (null while the
 * trading server is unreachable), the one that is shown and its deposit. Takes the query as JSON, so that the
 * cache recognizes the same query.
 */
export const readWallet = cache(async (query: string) => {
  const ctx = await customerContext();
  const parsed: WalletQuery = JSON.parse(query);
  const deposit = parsed.deposit ? await readDeposit(ctx, parsed.deposit) : null;
  const trading = await ifAvailable(() => listTradingAccounts(ctx));
  const wallets = trading?.rows.filter(isWallet) ?? null;
  const login = deposit?.login ?? parsed.login;
  const wallet = login
    ? wallets?.find((account) => account.login === login)
    : mainWallet(wallets ?? [], wallets && wallets.length > 1 ? await lastUsedWallet(ctx) : null);
  if (wallets && wallets.length > 0 && !wallet) notFound();
  return { ctx, query: parsed, deposit, wallets, wallet };
});
