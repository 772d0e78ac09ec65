"use client";

import type { ReactNode } from "react";
import { LoadMore } from "@/components/ui/load-more";
import { RefreshProblem } from "@/components/ui/refresh-problem";
import { useCursorPages } from "@/components/ui/use-cursor-pages";
import type { DepositView } from "@/lib/payments/schemas";
import type { OperationsPage, TradingAccountView } from "@/lib/trading/schemas";
import { BalanceCard } from "./balance-card";
import { creditInterval } from "./credit-interval";
import { STATEMENT_PAGE } from "./page-size";
import { Statement } from "./statement";
import { useWallets, WALLET } from "./use-wallets";
import classes from "./wallet.module.css";
import { WalletSwitch } from "./wallet-switch";

interface Props {
  wallets: TradingAccountView[];
  login: number;
  statement: OperationsPage;
  /** The names of the programs that were bought, by purchase id. */
  programNames: Record<string, string>;
  /** Deposits that weren't credited when the page was loaded. */
  deposits: DepositView[];
  supportEmail: string;
  /** Shown beside the balance: the top-up form or the progress of a deposit. */
  panel: ReactNode;
  /** Shown under the balance, where there is a panel beside it. */
  aside: ReactNode;
}

/** A trader's wallets, with the balance and the statement of the chosen one. */
export function Wallet(props: Props) {
  const { login, programNames, deposits, supportEmail, panel, aside } = props;
  const { pages, ...statement } = useCursorPages({
    queryKey: [WALLET, "statement", login],
    path: `/prop/accounts/${login}/operations`,
    limit: STATEMENT_PAGE,
    initial: props.statement,
    interval: (loaded) => creditInterval(deposits, loaded),
  });
  const { wallets, error } = useWallets(props.wallets, creditInterval(deposits, pages));
  const wallet = wallets.find((account) => account.login === login);
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
        <h2 id="statement">Transactions</h2>
        <Statement
          operations={pages.flatMap(({ rows }) => rows)}
          programNames={programNames}
          deposits={deposits}
        />
        <LoadMore list={statement} what="transactions" />
      </section>
    </>
  );
}
