import { VisuallyHidden } from "@mantine/core";
import table from "@/components/ui/table.module.css";
import type { PaymentView } from "@/lib/payments/schemas";
import dashboard from "./dashboard.module.css";
import { PaymentRow } from "./payment-row";

/** The trader's payments, newest first: a table, on a phone one below the other. */
export function Payments({ payments }: { payments: PaymentView[] }) {
  if (payments.length === 0) {
    return <p className={dashboard.none}>Your payments will appear here.</p>;
  }
  return (
    <div className={table.frame}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">For</th>
            <th scope="col">Status</th>
            <th scope="col">Date</th>
            <th scope="col">Payment ID</th>
            <th scope="col" className={table.number}>
              Amount
            </th>
            <th scope="col">
              <VisuallyHidden>Next</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {payments.map((payment) => (
            <PaymentRow key={payment.payment_id} payment={payment} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
