import { ExactTime } from "@/components/ui/exact-time";
import table from "@/components/ui/table.module.css";
import { TextLink } from "@/components/ui/text-link";
import { fromUnixSeconds } from "@/lib/core/format";
import { formatUnits } from "@/lib/core/money";
import type { OperationView } from "@/lib/trading/schemas";
import { operationDetail, operationPath, operationTitle } from "./describe-operation";
import classes from "./statement.module.css";

interface Props {
  operation: OperationView;
  programNames: Record<string, string>;
}

/** One operation: its title, which leads to its payment, its time, order, signed amount and the balance after it. */
export function StatementRow({ operation, programNames }: Props) {
  const { order, amount, balance_after, currency, comment, created_time } = operation;
  const detail = operationDetail(operation, programNames);
  const title = operationTitle(operation);
  const path = operationPath(operation);
  return (
    <tr className={classes.row} data-order={order} data-comment={comment}>
      <th scope="row" className={classes.what}>
        {path ? (
          <TextLink href={path} quiet>
            {title}
          </TextLink>
        ) : (
          title
        )}
        {detail && <span className={classes.detail}>{detail}</span>}
      </th>
      <td className={classes.date}>
        <ExactTime at={fromUnixSeconds(created_time)} short />
      </td>
      <td className={classes.order}>
        <code>{order}</code>
      </td>
      <td className={`${table.number} ${classes.amount}`} data-sign={amount > 0 ? "in" : "out"}>
        {amount > 0 && "+"}
        {formatUnits(amount, currency)}
      </td>
      <td className={`${table.number} ${classes.after}`}>{formatUnits(balance_after, currency)}</td>
    </tr>
  );
}
