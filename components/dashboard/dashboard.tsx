"use client";

import { useState } from "react";
import { LoadMore } from "@/components/ui/load-more";
import { RefreshProblem } from "@/components/ui/refresh-problem";
import type { PaymentView } from "@/lib/payments/schemas";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import { Accounts } from "./accounts";
import classes from "./dashboard.module.css";
import { ACCOUNTS_PAGE, PAYMENTS_PAGE, type PageOf } from "./page-of";
import { Payments } from "./payments";
import { TierNames } from "./tier-names";
import { usePages } from "./use-pages";

interface Props {
  accounts: PageOf<PropAccountView>;
  payments: PageOf<PaymentView>;
  /** Names of the tiers on sale, by id. */
  tierNames: Record<string, string>;
  newAccountId: string | null;
  supportEmail: string;
}

const isChanging = ({ kind, status, credited_order }: PaymentView) =>
  status === "processing" ||
  (kind === "deposit" && status === "succeeded" && credited_order === null);

/** A trader's accounts and payments, fetched again while one of them is about to change. */
export function Dashboard(props: Props) {
  const { tierNames, newAccountId, supportEmail } = props;
  const [isPolling, setIsPolling] = useState(false);
  const accounts = usePages({
    path: "/v2/payments/prop-accounts",
    limit: ACCOUNTS_PAGE,
    idOf: (account: PropAccountView) => account.id,
    initial: props.accounts,
    isPolling,
  });
  const payments = usePages({
    path: "/v2/payments",
    limit: PAYMENTS_PAGE,
    idOf: (payment: PaymentView) => payment.payment_id,
    initial: props.payments,
    isPolling,
  });
  const changing =
    accounts.rows.some(({ status }) => status === "provisioning") || payments.rows.some(isChanging);
  if (changing !== isPolling) setIsPolling(changing);

  return (
    <TierNames value={tierNames}>
      <RefreshProblem error={accounts.error ?? payments.error} />
      <section className={classes.section} aria-labelledby="accounts">
        <h2 id="accounts">Accounts</h2>
        <Accounts accounts={accounts.rows} newId={newAccountId} supportEmail={supportEmail} />
        <LoadMore list={accounts} what="accounts" />
      </section>
      <section className={classes.section} aria-labelledby="payments">
        <h2 id="payments">Payments</h2>
        <Payments payments={payments.rows} />
        <LoadMore list={payments} what="payments" />
      </section>
    </TierNames>
  );
}
