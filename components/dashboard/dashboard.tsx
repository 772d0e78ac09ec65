import { AccountTable } from "@/components/account/account-table";
import { isPendingAccount } from "@/components/account/is-pending";
import { NoAccounts } from "@/components/account/no-accounts";
import { accountsPath } from "@/components/account/paths";
import { RefreshOnChange } from "@/components/account/refresh-on-change";
import { TextLink } from "@/components/ui/text-link";
import type { AccountsPage } from "@/lib/accounts/schemas";
import type { PaymentView } from "@/lib/payments/schemas";
import classes from "./dashboard.module.css";
import type { PageOf } from "./page-of";
import { Payments } from "./payments";

interface Props {
  /** The newest accounts. */
  accounts: AccountsPage;
  payments: PageOf<PaymentView>;
  /** Names of the tiers on sale, by id. */
  tierNames: Record<string, string>;
  newAccountId: string | null;
  supportEmail: string;
}

const livePaths = ["/v2/payments/prop-accounts?limit=10", "/prop/challenges?limit=10"];

/** A trader's newest accounts and payments, updated while one of them is about to change. */
export function Dashboard({ accounts, payments, tierNames, newAccountId, supportEmail }: Props) {
  const { rows, nextCursor } = accounts;
  return (
    <>
      <RefreshOnChange paths={livePaths} isPending={rows.some(isPendingAccount)} />
      <section className={classes.section} aria-labelledby="accounts">
        <div className={classes.head}>
          <h2 id="accounts">Accounts</h2>
          {nextCursor && <TextLink href={accountsPath}>View all accounts</TextLink>}
        </div>
        {rows.length === 0 ? (
          <NoAccounts />
        ) : (
          <AccountTable accounts={rows} newId={newAccountId} supportEmail={supportEmail} />
        )}
      </section>
      <section className={classes.section} aria-labelledby="payments">
        <h2 id="payments">Payments</h2>
        <Payments initial={payments} tierNames={tierNames} />
      </section>
    </>
  );
}
