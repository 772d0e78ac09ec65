import type { Metadata } from "next";
import { ifAvailable } from "@/app/if-available";
import { queryParams } from "@/app/page-params";
import classes from "@/components/dashboard/dashboard.module.css";
import { NoWallet } from "@/components/wallet/no-wallet";
import { STATEMENT_PAGE } from "@/components/wallet/page-size";
import { Wallet } from "@/components/wallet/wallet";
import { WalletUnavailable } from "@/components/wallet/wallet-unavailable";
import { readTermsVersion } from "@/lib/catalog";
import { listChallenges } from "@/lib/challenges";
import { clientConfig } from "@/lib/core/client-config";
import { listUncreditedDeposits } from "@/lib/payments";
import { listAccountOperations } from "@/lib/trading";
import { panelFor } from "./panel";
import { readWallet } from "./read-wallet";
import { walletQuery } from "./wallet-query";

// Older purchases are shown with their id alone.
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
  const { ctx, query, deposit, wallets, wallet } = found;
  const { supportEmail } = clientConfig();
  if (!wallets) return <WalletUnavailable />;
  if (!wallet) return <NoWallet supportEmail={supportEmail} />;
  const [statement, { purchases }, deposits, termsVersion] = await Promise.all([
    ifAvailable(() => listAccountOperations(ctx, wallet.login, { limit: STATEMENT_PAGE })),
    listChallenges(ctx, { limit: NAMED_PURCHASES }),
    listUncreditedDeposits(ctx, wallet.login),
    readTermsVersion(ctx.db),
  ]);
  if (!statement) return <WalletUnavailable />;
  return (
    <>
      <h1 className={classes.heading}>Wallet</h1>
      <Wallet
        key={wallet.login}
        wallets={wallets}
        login={wallet.login}
        statement={statement}
        programNames={Object.fromEntries(
          purchases.map(({ id, program_name }) => [id, program_name]),
        )}
        // The deposit of the panel is shown there.
        deposits={deposits.filter(({ payment_id }) => payment_id !== deposit?.payment_id)}
        supportEmail={supportEmail}
        {...panelFor({ wallet, deposit, query, termsVersion })}
      />
    </>
  );
}
