"use client";

import type { ReactNode } from "react";
import { LoadMore } from "@/components/ui/load-more";
import { RefreshProblem } from "@/components/ui/refresh-problem";
import type { DepositView } from "@/lib/payments/schemas";
import type { OperationsPage, TradingAccountView } from "@/lib/trading/schemas";
import { BalanceCard } from "./balance-card";
import { Statement } from "./statement";
import { useStatement } from "./use-statement";
import { useWallets } from "./use-wallets";
import classes from "./wallet.module.css";
import { WalletSwitch } from "./wallet-switch";

interface Props {
  wallets: TradingAccountView[];
  login: number;
  statement: OperationsPage;
  /** Names of the programs that were bought, by purchase. */
  programNames: Record<string, string>;
  /** Deposits that weren't credited when the page was made. */
  deposits: DepositView[];
  supportEmail: string;
  /** Beside the balance: the top-up form or a deposit's progress. */
  panel: ReactNode;
  /** Under the balance, where something stands beside it. */
  aside: ReactNode;
}

/** A trader's wallets, and of the chosen one the balance and the statement. */
export function Wallet(props: Props) {
  const { login, programNames, deposits, supportEmail, panel, aside } = props;
  const { wallets, error } = useWallets(props.wallets);
  const statement = useStatement(login, props.statement);
  const wallet = wallets.find((it) => it.login === login);
  return (
    <>
      <RefreshProblem error={error ?? statement.error} />
      {wallets.length > 1 && <WalletSwitch wallets={wallets} login={login} />}
      <div className={classes.layout} data-panel={panel ? true : undefined}>
        {wallet && (
          <BalanceCard wallet={wallet} isBusy={panel !== null} supportEmail={supportEmail} />
        )}
        {panel && <div className={classes.panel}>{panel}</div>}
        {aside}
      </div>
      <section className={classes.statement} aria-labelledby="statement">
        <h2 id="statement">Statement</h2>
        <Statement operations={statement.rows} programNames={programNames} deposits={deposits} />
        <LoadMore list={statement} what="entries" />
      </section>
    </>
  );
}
