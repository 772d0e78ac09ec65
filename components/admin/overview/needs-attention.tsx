import { IconCircleCheck } from "@tabler/icons-react";
import { type ListName, type ListPage, lists } from "@/lib/console/schemas";
import type { MoneyRequestView } from "@/lib/money-requests/schemas";
import type { PaymentReviewView, ReconciliationView } from "@/lib/payments/schemas";
import type { AccountReviewView } from "@/lib/prop-accounts/schemas";
import type { StuckPurchaseView } from "@/lib/purchases/schemas";
import { TextLink } from "../../ui/text-link";
import { AccountsForReview } from "../accounts-for-review";
import { ListTable } from "../console/list-table";
import { listPath } from "../console/paths";
import { LastReconciliation } from "../last-reconciliation";
import { PaymentsForReview } from "../payments-for-review";
import { StuckMoneyRequests } from "../stuck-money-requests";
import { StuckPurchases } from "../stuck-purchases";
import classes from "./overview.module.css";

interface Props {
  purchases: StuckPurchaseView[];
  payments: PaymentReviewView[];
  accounts: AccountReviewView[];
  money: MoneyRequestView[];
  last: ReconciliationView | null;
  /** Endings that wait for an operator, newest first. */
  endings: ListPage;
  /** Commands that no venue has done for half a minute, newest first. */
  commands: ListPage;
  /** The number of jobs that failed permanently, at most a page of their list. */
  failedJobs: number;
}

/** What needs an operator's attention; one line where nothing does. */
export function NeedsAttention({
  purchases,
  payments,
  accounts,
  money,
  last,
  endings,
  commands,
  failedJobs,
}: Props) {
  const hasDifferences = last?.findings.some(({ kind }) => kind !== "repaired") ?? false;
  const isEmpty =
    purchases.length + payments.length + accounts.length + money.length + failedJobs === 0 &&
    endings.rows.length + commands.rows.length === 0 &&
    !hasDifferences;
  if (isEmpty) {
    return (
      <details className={classes.calm}>
        <summary>
          <IconCircleCheck size={18} aria-hidden />
          All clear: nothing needs attention
        </summary>
        <div className={classes.calmText}>
          <ul>
            <li>No stuck purchases</li>
            <li>No payments to review</li>
            <li>No failed account setups, and nothing to do at a venue</li>
            <li>No unconfirmed refunds, credits or debits</li>
            <li>No endings to confirm, and no commands that a venue hasn't done</li>
            <li>No failed jobs</li>
          </ul>
          <LastReconciliation last={last} />
        </div>
      </details>
    );
  }
  return (
    <section className={classes.needs} aria-labelledby="needs">
      <h2 id="needs">Needs attention</h2>
      {purchases.length > 0 && (
        <div className={classes.need}>
          <h3>Stuck purchases</h3>
          <StuckPurchases rows={purchases} />
        </div>
      )}
      {payments.length > 0 && (
        <div className={classes.need}>
          <h3>Payments to review</h3>
          <PaymentsForReview rows={payments} />
        </div>
      )}
      {accounts.length > 0 && (
        <div className={classes.need}>
          <h3>Accounts needing attention</h3>
          <AccountsForReview rows={accounts} />
        </div>
      )}
      {money.length > 0 && (
        <div className={classes.need}>
          <h3>Unconfirmed refunds, credits and debits</h3>
          <StuckMoneyRequests rows={money} />
        </div>
      )}
      {endings.rows.length > 0 && (
        <div className={classes.need}>
          <h3>Endings to confirm or lift</h3>
          <Listed name="verdicts" page={endings} query={{ status: "provisional" }} />
        </div>
      )}
      {commands.rows.length > 0 && (
        <div className={classes.need}>
          <h3>Commands that a venue hasn't done</h3>
          <Listed name="venue-commands" page={commands} query={{ overdue: "yes" }} />
        </div>
      )}
      {failedJobs > 0 && (
        <div className={classes.need}>
          <h3>Failed jobs</h3>
          <p className={classes.note}>
            <TextLink href={listPath("jobs")}>View failed jobs</TextLink>
          </p>
        </div>
      )}
      <div className={classes.need}>
        <h3 id="stripe">Stripe reconciliation</h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <section className={classes.scroll} aria-labelledby="stripe" tabIndex={0}>
          <LastReconciliation last={last} />
        </section>
      </div>
    </section>
  );
}

interface ListedProps {
  name: ListName;
  page: ListPage;
  query: Record<string, string>;
}

/** The newest rows of a list, and the link to all of them. */
const Listed = ({ name, page, query }: ListedProps) => (
  <>
    <ListTable name={name} view={lists[name]} rows={page.rows} />
    {page.nextCursor && (
      <p className={classes.note}>
        <TextLink href={listPath(name, query)}>View all</TextLink>
      </p>
    )}
  </>
);
