import type { StuckPurchaseView } from "@/lib/purchases/schemas";
import table from "../ui/table.module.css";
import { StuckPurchaseRow } from "./stuck-purchase-row";

/** Purchases that don't finish automatically. */
export function StuckPurchases({ rows }: { rows: StuckPurchaseView[] }) {
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="Stuck purchases">
        <thead>
          <tr>
            <th scope="col">Purchase</th>
            <th scope="col">Customer</th>
            <th scope="col">Reason</th>
            <th scope="col">Since</th>
            <th scope="col" className={table.number}>
              Attempts
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
