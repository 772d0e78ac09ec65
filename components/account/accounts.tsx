import { TextLink } from "@/components/ui/text-link";
import type { AccountCounts, AccountsPage, AccountsQuery } from "@/lib/accounts/schemas";
import type { PaymentView } from "@/lib/payments/schemas";
import { AccountFilters } from "./account-filters";
import { AccountTable } from "./account-table";
import classes from "./accounts.module.css";
import { isPendingAccount, isPendingPayment } from "./is-pending";
import { NoAccounts, NoMatches } from "./no-accounts";
import { listPath } from "./paths";
import { PendingPayments } from "./pending-payments";
import { RefreshOnChange } from "./refresh-on-change";

interface Props {
  page: AccountsPage;
  query: AccountsQuery;
  counts: AccountCounts;
  /** The trader's newest payments. */
  payments: PaymentView[];
  supportEmail: string;
}

/** What the page shows, in the API: the newest of each kind change first. */
const livePaths = [
  "/v2/payments/prop-accounts?limit=20",
  "/prop/challenges?limit=20",
  "/v2/payments?limit=10",
];

/** Everything that a trader has: filters, the list, and what is being paid. */
export function Accounts({ page, query, counts, payments, supportEmail }: Props) {
  const { rows, nextCursor } = page;
  const pending = payments.filter(isPendingPayment);
  const hasNone = counts.active + counts.ended === 0;
  return (
    <>
      <RefreshOnChange
        paths={livePaths}
        isPending={pending.length > 0 || rows.some(isPendingAccount)}
      />
      <PendingPayments payments={pending.filter(({ kind }) => kind !== "deposit")} />
      {!hasNone && <AccountFilters query={query} counts={counts} />}
      {hasNone && <NoAccounts />}
      {!hasNone && rows.length === 0 && <NoMatches query={query} />}
      {rows.length > 0 && <AccountTable accounts={rows} supportEmail={supportEmail} />}
      {(query.cursor || nextCursor) && (
        <nav className={classes.pages} aria-label="Pages">
          {query.cursor && (
            <TextLink href={listPath({ ...query, cursor: undefined })}>Newest accounts</TextLink>
          )}
          {nextCursor && (
            <TextLink href={listPath({ ...query, cursor: nextCursor })}>Older accounts</TextLink>
          )}
        </nav>
      )}
    </>
  );
}
