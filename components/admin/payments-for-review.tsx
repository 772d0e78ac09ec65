import type { PaymentReviewView } from "@/lib/payments/schemas";
import table from "../ui/table.module.css";
import { PaymentForReviewRow } from "./payment-for-review-row";

/** Card payments that don't fit: what is wrong with each. */
export function PaymentsForReview({ rows }: { rows: PaymentReviewView[] }) {
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="Payments that need a look">
        <thead>
          <tr>
            <th scope="col">Payment</th>
            <th scope="col">Customer</th>
            <th scope="col">What is wrong</th>
            <th scope="col">Made</th>
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
