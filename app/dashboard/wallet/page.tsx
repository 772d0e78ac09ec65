import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ifInReach } from "@/app/if-in-reach";
import classes from "@/components/dashboard/dashboard.module.css";
import { mainWallet } from "@/components/wallet/can-top-up";
import { isWallet } from "@/components/wallet/is-wallet";
import { NoWallet } from "@/components/wallet/no-wallet";
import { STATEMENT_PAGE } from "@/components/wallet/page-size";
import { Wallet } from "@/components/wallet/wallet";
import { WalletAway } from "@/components/wallet/wallet-away";
import { listChallenges } from "@/lib/challenges";
import { withReturn } from "@/lib/client/return-path";
import { clientConfig } from "@/lib/client-config";
import { pageAddress, pageContext, signedIn } from "@/lib/http/page-context";
import { listAccountOperations, listTradingAccounts } from "@/lib/trading";
import { readDeposit } from "./deposit";
import { panelFor } from "./panel";
import { parseSearch, type SearchParams } from "./search";

export const metadata: Metadata = { title: "Wallet" };

// Older ones are named by their number alone.
const NAMED_PURCHASES = 100;

interface Props {
  searchParams: Promise<SearchParams>;
}

export default async function WalletPage({ searchParams }: Props) {
  const params = await searchParams;
  const ctx = await pageContext();
  if (!signedIn(ctx)) redirect(withReturn("/sign-in", await pageAddress()));
  const search = parseSearch(params);
  if (!search) notFound();
  const deposit = search.deposit ? await readDeposit(ctx, search.deposit) : null;
  const trading = await ifInReach(() => listTradingAccounts(ctx));
  if (!trading) return <WalletAway />;
  const wallets = trading.rows.filter(isWallet);
  const { supportEmail } = clientConfig();
  if (wallets.length === 0) return <NoWallet supportEmail={supportEmail} />;
  const login = deposit?.login ?? search.login;
  const wallet = login ? wallets.find((it) => it.login === login) : mainWallet(wallets);
  if (!wallet) notFound();
  const [statement, { purchases }] = await Promise.all([
    ifInReach(() => listAccountOperations(ctx, wallet.login, { limit: STATEMENT_PAGE })),
    listChallenges(ctx, { limit: NAMED_PURCHASES }),
  ]);
  if (!statement) return <WalletAway />;
  return (
    <>
      <h1 className={classes.heading}>Wallet</h1>
      <Wallet
        key={wallet.login}
        wallets={wallets}
        login={wallet.login}
        statement={statement}
        programNames={Object.fromEntries(purchases.map((it) => [it.id, it.program_name]))}
        supportEmail={supportEmail}
        {...panelFor({ wallet, deposit, search })}
      />
    </>
  );
}
