import { IconArrowDown, IconSearchOff } from "@tabler/icons-react";
import Link from "next/link";
import type { ConsoleRow, ListName, ListView } from "@/lib/console/schemas";
import { EmptyState } from "../../ui/empty-state";
import table from "../../ui/table.module.css";
import { Cell } from "./cell";
import { ClickableRows } from "./clickable-rows";
import classes from "./console.module.css";
import { detailPath, listPath } from "./paths";

interface Props {
  name: ListName;
  view: ListView;
  rows: ConsoleRow[];
  /** The search, filters and order by their names in the address; left out where the rows are a part of another page. */
  query?: Record<string, string>;
}

const isRight = (kind: string) =>
  ["money", "number", "size"].includes(kind) ? table.number : undefined;

/** The order that a column's head sorts the list by. Rows are only ever sorted from the newest or the largest. */
const sortOf = ({ byAmount, columns }: ListView, kind: string): string | null => {
  if (!byAmount) return null;
  if (kind === "time" && columns.filter((column) => column.kind === "time").length === 1) {
    return "newest";
  }
  return ["money", "size"].includes(kind) ? "amount" : null;
};

interface HeadProps {
  name: ListName;
  query: Record<string, string>;
  label: string;
  kind: string;
  sort: string | null;
}

function ColumnHead({ name, query, label, kind, sort }: HeadProps) {
  if (sort === null) {
    return (
      <th scope="col" className={isRight(kind)}>
        {label}
      </th>
    );
  }
  const isSorted = (query.sort ?? "newest") === sort;
  return (
    <th
      scope="col"
      className={isRight(kind)}
      data-align={isRight(kind) && "right"}
      aria-sort={isSorted ? "descending" : "none"}
    >
      <Link className={classes.sort} href={listPath(name, { ...query, sort })}>
        {label}
        <IconArrowDown size={14} aria-hidden />
      </Link>
    </th>
  );
}

/** A page of a list; on a phone each row is a card with labeled values. */
export function ListTable({ name, view, rows, query }: Props) {
  const isFiltered = !query || Object.keys(query).some((key) => key !== "sort");
  if (rows.length === 0) {
    const emptyTitle = name === "jobs" ? "No failed jobs" : "Nothing here yet";
    return (
      <div className={classes.empty}>
        <EmptyState
          icon={<IconSearchOff size={24} aria-hidden />}
          title={isFiltered ? "No results" : emptyTitle}
        >
          <p>
            {isFiltered
              ? "Enter a full ID or the start of an email, or remove a filter."
              : "Items will appear here, newest first."}
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
              <ColumnHead
                key={key}
                label={label}
                kind={kind}
                sort={query ? sortOf(view, kind) : null}
                name={name}
                query={query ?? {}}
              />
            ))}
          </tr>
        </thead>
        <ClickableRows>
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
        </ClickableRows>
      </table>
    </div>
  );
}
