import { IconArrowDown, IconSearchOff } from "@tabler/icons-react";
import Link from "next/link";
import {
  type Column,
  type ConsoleRow,
  type ListName,
  type ListView,
  lists,
} from "@/lib/console/schemas";
import { ButtonLink } from "../../ui/button-link";
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

const isRight = (kind: string) => (["money", "size"].includes(kind) ? table.number : undefined);

/** Times are in the zone that a list's days are in. */
const headOf = ({ label, kind }: Column) => (kind === "time" ? `${label} (UTC)` : label);

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
  if (rows.length === 0) return <EmptyList name={name} query={query} />;
  const columns = view.columns.filter(({ isHidden }) => !isHidden);
  return (
    <div className={`${table.frame} ${classes.frame}`}>
      <table className={table.table} aria-label={view.title}>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHead
                key={column.key}
                label={headOf(column)}
                kind={column.kind}
                sort={query ? sortOf(view, column.kind) : null}
                name={name}
                query={query ?? {}}
              />
            ))}
          </tr>
        </thead>
        <ClickableRows>
          {rows.map((row) => (
            <tr key={String(row.id)} className={classes.row}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-label={headOf(column)}
                  data-kind={column.kind}
                  data-empty={row[column.key] === null || undefined}
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

/** Why a list has no rows, and how to see some. */
function EmptyList({ name, query = {} }: Pick<Props, "name" | "query">) {
  const { q, sort: _, ...filters } = query;
  const hasFilters = Object.values(filters).some((value) => value !== "all");
  const icon = <IconSearchOff size={24} aria-hidden />;
  if (!q && !hasFilters) {
    return (
      <div className={classes.empty}>
        <EmptyState icon={icon} title={emptyTitles[name] ?? `No ${nounOf(name)} yet`}>
          <p>They will appear here, newest first.</p>
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={classes.empty}>
      <EmptyState
        icon={icon}
        title="No results"
        action={
          <ButtonLink
            href={listPath(name, { ...all[name], ...(hasFilters && { q }) })}
            variant="default"
          >
            {hasFilters ? "Clear filters" : "Clear search"}
          </ButtonLink>
        }
      >
        <p>
          {q
            ? `Nothing matches “${q}”${hasFilters ? " with these filters" : ""}. Enter a whole ID or the start of an email address.`
            : "Nothing matches these filters."}
        </p>
      </EmptyState>
    </div>
  );
}

const emptyTitles: Partial<Record<ListName, string>> = {
  jobs: "No failed jobs",
  audit: "No entries yet",
};

/** The title of a list within a sentence; names such as Stripe stay capitalized. */
const nounOf = (name: ListName): string =>
  lists[name].title.replace(/^[A-Z](?=[a-z])(?!tripe)/, (initial) => initial.toLowerCase());

/** What turns a list's filters off, where its page opens with some. */
const all: Partial<Record<ListName, Record<string, string>>> = {
  "stripe-events": { effect: "all" },
};
