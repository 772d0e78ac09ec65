import type { AccountReviewView } from "@/lib/prop-accounts/schemas";
import table from "../ui/table.module.css";
import { AccountForReviewRow } from "./account-for-review-row";

/** Accounts that the venue made nothing for, or can't stop or let go on by itself: what a person has to do. */
export function AccountsForReview({ rows }: { rows: AccountReviewView[] }) {
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="Accounts that need a person">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Customer</th>
            <th scope="col">What is wrong</th>
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
