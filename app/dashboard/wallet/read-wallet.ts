import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { ifInReach } from "@/app/if-in-reach";
import { mainWallet } from "@/components/wallet/can-top-up";
import { isWallet } from "@/components/wallet/is-wallet";
import { withReturn } from "@/lib/client/return-path";
import { pageAddress, pageContext, signedIn } from "@/lib/http/page-context";
import { listTradingAccounts } from "@/lib/trading";
import { readDeposit } from "./deposit";
import type { WalletQuery } from "./search";

/**
 * What the address asks for, read once for the page and the name of its tab: the wallets (null while
 * the trading server is out of reach), the one that is shown and its deposit. Takes the query as JSON,
 * which is the same for both.
 */
export const readWallet = cache(async (query: string) => {
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", await pageAddress()));
  const search: WalletQuery = JSON.parse(query);
  const deposit = search.deposit ? await readDeposit(ctx, search.deposit) : null;
  const trading = await ifInReach(() => listTradingAccounts(ctx));
  const wallets = trading?.rows.filter(isWallet) ?? null;
  const login = deposit?.login ?? search.login;
  const wallet = login ? wallets?.find((it) => it.login === login) : mainWallet(wallets ?? []);
  if (wallets && wallets.length > 0 && !wallet) notFound();
  return { ctx, search, deposit, wallets, wallet };
});
