import { IconCircleCheck } from "@tabler/icons-react";
import dashboard from "@/components/dashboard/dashboard.module.css";
import type { Finding, ReconciliationView } from "@/lib/payments/schemas";
import { ShortId } from "../ui/short-id";
import table from "../ui/table.module.css";
import { TimeAgo } from "../ui/time-ago";
import { detailPath } from "./console/paths";
import classes from "./last-reconciliation.module.css";

const labels: Record<Finding["kind"], string> = {
  repaired: "Fixed: a missed Stripe event was recovered",
  mismatch: "Doesn't match our payment",
  unknown_here: "Refers to an unknown payment",
  paid_here_only: "Paid here but not in Stripe",
  paid_without_account: "Paid, but no account",
  account_without_payment: "Account without a payment",
  deposit_not_credited: "Wallet amount mismatch",
  ledger_imbalance: "The ledger doesn't balance",
  not_compared: "Couldn't be checked",
};

/** The findings of the last comparison with Stripe. */
export function LastReconciliation({ last }: { last: ReconciliationView | null }) {
  if (!last) return <p className={dashboard.none}>Not run yet. Runs hourly.</p>;
  const summary = (
    <p className={classes.summary}>
      Checked {last.compared.toLocaleString("en-US")} {last.compared === 1 ? "payment" : "payments"}{" "}
      <TimeAgo at={last.finished_at} />, going back to <TimeAgo at={last.since} />.
    </p>
  );
  if (last.findings.length === 0) {
    return (
      <div className={classes.match}>
        <IconCircleCheck size={18} aria-hidden />
        Everything matches.
        {summary}
      </div>
    );
  }
  return (
    <>
      {summary}
      <div className={table.frame}>
        <table className={table.table} aria-label="Differences from Stripe">
          <thead>
            <tr>
              <th scope="col">Issue</th>
              <th scope="col">Difference</th>
              <th scope="col">Payment</th>
            </tr>
          </thead>
          <tbody>
            {last.findings.map((finding) => (
              <tr
                key={`${finding.kind} ${finding.stripe_payment_intent_id} ${finding.payment_id} ${finding.detail}`}
              >
                <th scope="row">{labels[finding.kind]}</th>
                <td>{finding.detail}</td>
                <td>
                  <Reference finding={finding} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Reference({ finding }: { finding: Finding }) {
  const { payment_id: id, stripe_payment_intent_id: intentId } = finding;
  if (id) return <ShortId id={id} label="payment ID" href={detailPath("payments", id)} />;
  return intentId ? <ShortId id={intentId} label="PaymentIntent" /> : null;
}
