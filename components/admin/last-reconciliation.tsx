import { IconCircleCheck } from "@tabler/icons-react";
import dashboard from "@/components/dashboard/dashboard.module.css";
import type { Finding, ReconciliationView } from "@/lib/payments/schemas";
import { EmptyState } from "../ui/empty-state";
import { ShortId } from "../ui/short-id";
import table from "../ui/table.module.css";
import { TimeAgo } from "../ui/time-ago";
import { detailPath } from "./console/addresses";
import classes from "./last-reconciliation.module.css";

const words: Record<Finding["kind"], string> = {
  mended: "Mended: its event had not arrived",
  mismatch: "Doesn't fit the payment here",
  unknown_here: "Names a payment that isn't here",
  paid_here_only: "Paid here, and not at Stripe",
  paid_without_account: "Paid, and no account",
  account_without_payment: "An account, and nothing paid",
  deposit_not_credited: "The wallet has another sum",
  ledger_imbalance: "The ledger doesn't balance",
  not_compared: "Could not be compared",
};

/** What the last comparison with Stripe found. */
export function LastReconciliation({ last }: { last: ReconciliationView | null }) {
  if (!last) return <p className={dashboard.none}>Not compared yet. It runs every hour.</p>;
  const summary = (
    <p className={classes.summary}>
      {last.compared} PaymentIntents compared <TimeAgo at={last.finished_at} />, back to{" "}
      <TimeAgo at={last.since} />.
    </p>
  );
  if (last.findings.length === 0) {
    return (
      <div className={dashboard.empty}>
        <EmptyState icon={<IconCircleCheck size={24} aria-hidden />} title="Nothing differs">
          {summary}
        </EmptyState>
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
              <th scope="col">What</th>
              <th scope="col">In what they differ</th>
              <th scope="col">Payment</th>
            </tr>
          </thead>
          <tbody>
            {last.findings.map((finding) => (
              <tr
                key={`${finding.kind} ${finding.stripe_payment_intent_id} ${finding.payment_id} ${finding.detail}`}
              >
                <th scope="row">{words[finding.kind]}</th>
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
  if (id) return <ShortId id={id} label="payment id" href={detailPath("payments", id)} />;
  return intentId ? <ShortId id={intentId} label="PaymentIntent" /> : null;
}
