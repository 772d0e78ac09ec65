import { IconReceipt } from "@tabler/icons-react";
import dashboard from "@/components/dashboard/dashboard.module.css";
import { EmptyState } from "@/components/ui/empty-state";
import table from "@/components/ui/table.module.css";
import type { DepositView } from "@/lib/payments/schemas";
import type { OperationView } from "@/lib/trading/schemas";
import { DepositRow } from "./deposit-row";
import { StatementRow } from "./statement-row";

interface Props {
  operations: OperationView[];
  programNames: Record<string, string>;
  /** Deposits that weren't credited when the page was loaded. */
  deposits: DepositView[];
}

/** A wallet's operations, newest first: a table, on a phone one below the other. */
export function Statement({ operations, programNames, deposits }: Props) {
  const credited = new Set(operations.map(({ api_data }) => api_data.payment_id));
  const uncredited = deposits.filter(({ payment_id }) => !credited.has(payment_id));
  if (operations.length === 0 && uncredited.length === 0) {
    return (
      <div className={dashboard.empty}>
        <EmptyState icon={<IconReceipt size={24} aria-hidden />} title="No transactions yet">
          <p>Top-ups, challenge fees and refunds will appear here with your running balance.</p>
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={table.frame}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Description</th>
            <th scope="col">Date</th>
            <th scope="col">Reference</th>
            <th scope="col" className={table.number}>
              Amount
            </th>
            <th scope="col" className={table.number}>
              Balance
            </th>
          </tr>
        </thead>
        <tbody>
          {uncredited.map((deposit) => (
            <DepositRow key={deposit.payment_id} deposit={deposit} />
          ))}
          {operations.map((operation) => (
            <StatementRow key={operation.order} operation={operation} programNames={programNames} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
