import type { StuckPurchaseView } from "@/lib/challenges/schemas";
import table from "../ui/table.module.css";
import { StuckPurchaseRow } from "./stuck-purchase-row";

/** Purchases that don't come to their end by themselves: who waits for what, and why. */
export function StuckPurchases({ rows }: { rows: StuckPurchaseView[] }) {
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
