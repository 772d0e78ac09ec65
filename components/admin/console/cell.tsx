import type { Column, ConsoleRow } from "@/lib/console/schemas";
import { Money } from "../../ui/money";
import { ShortId } from "../../ui/short-id";
import { StatusBadge } from "../../ui/status-badge";
import { TimeAgo } from "../../ui/time-ago";
import { detailPath } from "./addresses";

/** One value of a row, shown for what it is. */
export function Cell({ column, row }: { column: Column; row: ConsoleRow }) {
  const value = row[column.key] ?? null;
  if (value === null || value === "") return <span aria-hidden>–</span>;
  const text = String(value);
  switch (column.kind) {
    case "id": {
      const href = detailPath(text);
      return <ShortId id={text} label={column.label.toLowerCase()} {...(href && { href })} />;
    }
    case "money":
      return <Money cents={Number(value)} currency={String(row.currency ?? "usd")} />;
    case "status":
      return <StatusBadge status={text} />;
    case "time":
      return <TimeAgo at={text} />;
    case "number":
      return <>{Number(value).toLocaleString("en-US")}</>;
    default:
      return <>{text}</>;
  }
}
