import { IconCircleCheck } from "@tabler/icons-react";
import type { StuckPurchaseView } from "@/lib/challenges/schemas";
import type { MoneyRequestView } from "@/lib/money-requests/schemas";
import type { PaymentReviewView, ReconciliationView } from "@/lib/payments/schemas";
import type { AccountReviewView } from "@/lib/prop-accounts/schemas";
import { TextLink } from "../../ui/text-link";
import { AccountsForReview } from "../accounts-for-review";
import { listPath } from "../console/addresses";
import { LastReconciliation } from "../last-reconciliation";
import { PaymentsForReview } from "../payments-for-review";
import { StuckMoney } from "../stuck-money";
import { StuckPurchases } from "../stuck-purchases";
import classes from "./overview.module.css";

interface Props {
  purchases: StuckPurchaseView[];
  payments: PaymentReviewView[];
  accounts: AccountReviewView[];
  money: MoneyRequestView[];
  last: ReconciliationView | null;
  /** How many jobs failed for good; as many as a page of their list has, at most. */
  failedJobs: number;
}

/** What doesn't come to its end by itself, on top; a line where there is nothing. */
export function NeedsAPerson({ purchases, payments, accounts, money, last, failedJobs }: Props) {
  const differs = last?.findings.some(({ kind }) => kind !== "mended") ?? false;
  const isCalm =
    purchases.length + payments.length + accounts.length + money.length + failedJobs === 0 &&
    !differs;
  if (isCalm) {
    return (
      <details className={classes.calm}>
        <summary>
          <IconCircleCheck size={18} aria-hidden />
          Nothing needs a person
        </summary>
        <div className={classes.calmText}>
          <ul>
            <li>No purchase is waiting for the trading server</li>
            <li>No payment differs from what Stripe says</li>
            <li>No account failed at its venue or needs a hand there</li>
            <li>No refund, credit or debit waits for its answer</li>
            <li>No job failed for good</li>
          </ul>
          <LastReconciliation last={last} />
        </div>
      </details>
    );
  }
  return (
    <section className={classes.needs} aria-labelledby="needs">
      <h2 id="needs">What needs a person</h2>
      {purchases.length > 0 && (
        <div className={classes.need}>
          <h3>Purchases that are waiting</h3>
          <StuckPurchases rows={purchases} />
        </div>
      )}
      {payments.length > 0 && (
        <div className={classes.need}>
          <h3>Payments that need a look</h3>
          <PaymentsForReview rows={payments} />
        </div>
      )}
      {accounts.length > 0 && (
        <div className={classes.need}>
          <h3>Accounts that need a person</h3>
          <AccountsForReview rows={accounts} />
        </div>
      )}
      {money.length > 0 && (
        <div className={classes.need}>
          <h3>Refunds, credits and debits without an answer</h3>
          <StuckMoney rows={money} />
        </div>
      )}
      {failedJobs > 0 && (
        <div className={classes.need}>
          <h3>Jobs that failed for good</h3>
          <p className={classes.note}>
            <TextLink href={listPath("jobs")}>See them and their errors</TextLink>
          </p>
        </div>
      )}
      <div className={classes.need}>
        <h3 id="stripe">Last comparison with Stripe</h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <section className={classes.scroll} aria-labelledby="stripe" tabIndex={0}>
          <LastReconciliation last={last} />
        </section>
      </div>
    </section>
  );
}
