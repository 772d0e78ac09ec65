import { IconCircleCheck } from "@tabler/icons-react";
import dashboard from "@/components/dashboard/dashboard.module.css";
import type { AccountReviewView } from "@/lib/prop-accounts/schemas";
import { EmptyState } from "../ui/empty-state";
import table from "../ui/table.module.css";
import { AccountForReviewRow } from "./account-for-review-row";

/** Accounts whose venue can't follow their status by itself: what a person has to do there. */
export function AccountsForReview({ rows }: { rows: AccountReviewView[] }) {
  if (rows.length === 0) {
    return (
      <div className={dashboard.empty}>
        <EmptyState
          icon={<IconCircleCheck size={24} aria-hidden />}
          title="No account needs a hand"
        >
          <p>
            A suspended or closed account that its venue can't stop, and one that it can't let go on
            again, is listed here.
          </p>
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="Accounts that need a hand at the venue">
        <thead>
          <tr>
            <th scope="col">Payment</th>
            <th scope="col">Customer</th>
            <th scope="col">What to do</th>
            <th scope="col">Opened</th>
            <th scope="col" className={table.number}>
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <AccountForReviewRow key={row.prop_account_id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
