import type { AccountReviewView } from "@/lib/prop-accounts/schemas";
import table from "../ui/table.module.css";
import { AccountForReviewRow } from "./account-for-review-row";

/** Accounts that need manual review: those without a subaccount, and those that their venue can't suspend or reinstate. */
export function AccountsForReview({ rows }: { rows: AccountReviewView[] }) {
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="Accounts needing attention">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Customer</th>
            <th scope="col">Issue</th>
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
