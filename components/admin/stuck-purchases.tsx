import { IconCircleCheck } from "@tabler/icons-react";
import dashboard from "@/components/dashboard/dashboard.module.css";
import type { StuckPurchaseView } from "@/lib/challenges/schemas";
import { EmptyState } from "../ui/empty-state";
import table from "../ui/table.module.css";
import { StuckPurchaseRow } from "./stuck-purchase-row";

/** Purchases that don't come to their end by themselves: who waits for what, and why. */
export function StuckPurchases({ rows }: { rows: StuckPurchaseView[] }) {
  if (rows.length === 0) {
    return (
      <div className={dashboard.empty}>
        <EmptyState icon={<IconCircleCheck size={24} aria-hidden />} title="No purchase is waiting">
          <p>
            A purchase whose steps or refund the trading server refuses or doesn't answer is listed
            here.
          </p>
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="Purchases that are waiting">
        <thead>
          <tr>
            <th scope="col">Purchase</th>
            <th scope="col">Customer</th>
            <th scope="col">Why it waits</th>
            <th scope="col">Since</th>
            <th scope="col" className={table.number}>
              Tries
            </th>
            <th scope="col" className={table.number}>
              Fee
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <StuckPurchaseRow key={row.purchase.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
