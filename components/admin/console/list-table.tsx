import { IconSearchOff } from "@tabler/icons-react";
import type { ConsoleRow, ListName, ListView } from "@/lib/console/schemas";
import { EmptyState } from "../../ui/empty-state";
import table from "../../ui/table.module.css";
import { detailPath } from "./addresses";
import { Cell } from "./cell";
import classes from "./console.module.css";

interface Props {
  name: ListName;
  view: ListView;
  rows: ConsoleRow[];
  /** Whether something is asked for: then nothing found isn't the same as nothing there. */
  isNarrowed: boolean;
}

const isRight = (kind: string) =>
  ["money", "number", "size"].includes(kind) ? table.number : undefined;

/** A page of a list; on a phone each row is a card with the names of its values. */
export function ListTable({ name, view, rows, isNarrowed }: Props) {
  if (rows.length === 0) {
    return (
      <div className={classes.empty}>
        <EmptyState
          icon={<IconSearchOff size={24} aria-hidden />}
          title={isNarrowed ? "Nothing fits" : "Nothing here yet"}
        >
          <p>
            {isNarrowed
              ? "Ids and addresses are found whole or by their beginning. Take a filter away to see more."
              : "What comes is listed here, newest first."}
          </p>
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={`${table.frame} ${classes.frame}`}>
      <table className={table.table} aria-label={view.title}>
        <thead>
          <tr>
            {view.columns.map(({ key, label, kind }) => (
              <th key={key} scope="col" className={isRight(kind)}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row.id)} className={classes.row}>
              {view.columns.map((column) => (
                <td
                  key={column.key}
                  data-label={column.label}
                  data-kind={column.kind}
                  className={isRight(column.kind)}
                >
                  <Cell
                    column={column}
                    row={row}
                    href={column.key === "id" ? detailPath(name, row.id ?? "") : undefined}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
