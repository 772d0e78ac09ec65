import type { Metadata } from "next";
import { ifInReach } from "@/app/if-in-reach";
import { queryParams } from "@/app/page-params";
import classes from "@/components/dashboard/dashboard.module.css";
import { NoWallet } from "@/components/wallet/no-wallet";
import { STATEMENT_PAGE } from "@/components/wallet/page-size";
import { Wallet } from "@/components/wallet/wallet";
import { WalletAway } from "@/components/wallet/wallet-away";
import { listChallenges } from "@/lib/challenges";
import { clientConfig } from "@/lib/client-config";
import { listUncreditedDeposits } from "@/lib/payments";
import { listAccountOperations } from "@/lib/trading";
import { panelFor } from "./panel";
import { readWallet } from "./read-wallet";
import { walletQuery } from "./search";

// Older ones are named by their number alone.
const NAMED_PURCHASES = 100;

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  await readWallet(JSON.stringify(await queryParams(walletQuery, searchParams)));
  return { title: "Wallet" };
}

export default async function WalletPage({ searchParams }: Props) {
  const found = await readWallet(JSON.stringify(await queryParams(walletQuery, searchParams)));
  const { ctx, search, deposit, wallets, wallet } = found;
  const { supportEmail } = clientConfig();
  if (!wallets) return <WalletAway />;
  if (!wallet) return <NoWallet supportEmail={supportEmail} />;
  const [statement, { purchases }, deposits] = await Promise.all([
    ifInReach(() => listAccountOperations(ctx, wallet.login, { limit: STATEMENT_PAGE })),
    listChallenges(ctx, { limit: NAMED_PURCHASES }),
    listUncreditedDeposits(ctx, wallet.login),
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
        deposits={deposits}
        supportEmail={supportEmail}
        {...panelFor({ wallet, deposit, search })}
      />
    </>
  );
}
