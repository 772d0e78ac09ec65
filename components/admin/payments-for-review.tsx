import type { PaymentReviewView } from "@/lib/payments/schemas";
import table from "../ui/table.module.css";
import { PaymentForReviewRow } from "./payment-for-review-row";

/** The card payments that are flagged for review. */
export function PaymentsForReview({ rows }: { rows: PaymentReviewView[] }) {
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="Payments to review">
        <thead>
          <tr>
            <th scope="col">Payment</th>
            <th scope="col">Customer</th>
            <th scope="col">Issue</th>
            <th scope="col">Created</th>
            <th scope="col" className={table.number}>
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PaymentForReviewRow key={row.payment_id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
