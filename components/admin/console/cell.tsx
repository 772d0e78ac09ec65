import { Fragment } from "react";
import type { Column, ConsoleRow } from "@/lib/console/schemas";
import { formatSize } from "@/lib/core/money";
import { Breakable } from "../../ui/breakable";
import { ExactTime } from "../../ui/exact-time";
import { Money } from "../../ui/money";
import { ShortId } from "../../ui/short-id";
import { StatusBadge } from "../../ui/status-badge";
import { TextLink } from "../../ui/text-link";
import { operationTitle } from "../../wallet/describe-operation";
import { codeLabel } from "./code-labels";
import classes from "./console.module.css";
import { detailPath, pathOfId, pathOfSubject } from "./paths";

interface Props {
  column: Column;
  row: ConsoleRow;
  /** The page of the row, linked from its id. */
  href?: string | undefined;
}

/** One value of a row, shown by its kind. */
export function Cell({ column, row, href: rowHref }: Props) {
  const value = row[column.key] ?? null;
  if (value === null || value === "") return <span aria-hidden>–</span>;
  const text = String(value);
  switch (column.kind) {
    case "id": {
      const href = rowHref ?? pathOfId(text);
      const id = <ShortId id={text} label={column.label.toLowerCase()} {...(href && { href })} />;
      return rowHref ? <span data-row>{id}</span> : id;
    }
    case "subject": {
      const href = pathOfSubject(String(row.action), text);
      return <ShortId id={text} label={column.label.toLowerCase()} {...(href && { href })} />;
    }
    case "money":
      return <Money cents={Number(value)} currency={String(row.currency ?? "usd")} />;
    case "size":
      return <>{formatSize(Number(value))}</>;
    case "status":
      return <StatusBadge status={text} label={column.labels?.[text]} />;
    case "time":
      return <ExactTime at={text} zone="UTC" short />;
    case "email":
      return row.customer_ref ? (
        <TextLink href={detailPath("customers", row.customer_ref)}>{text}</TextLink>
      ) : (
        text
      );
    case "number":
      return <>{Number(value).toLocaleString("en-US")}</>;
    case "code":
      return <span title={text}>{codeLabel(text)}</span>;
    case "event":
      return <EventName code={text} />;
    case "operation":
      return <OperationName row={row} comment={text} />;
    default:
      return rowHref ? (
        <span data-row>
          <TextLink href={rowHref}>
            <BreakableName text={text} />
          </TextLink>
        </span>
      ) : (
        <BreakableName text={text} />
      );
  }
}

/** The type of an event in words, with its code below. */
function EventName({ code }: { code: string }) {
  const label = codeLabel(code);
  if (label === code) return <BreakableName text={code} />;
  return (
    <span className={classes.event}>
      {label}
      <code>
        <Breakable text={code} />
      </code>
    </span>
  );
}

/** What a transaction was, with its codes on hover. */
function OperationName({ row, comment }: { row: ConsoleRow; comment: string }) {
  const reason = String(row.reason);
  const amount = Number(row.amount_cents);
  return <span title={`${reason}, ${comment}`}>{operationTitle({ comment, reason, amount })}</span>;
}

/** A machine-readable name, which may break after its underscores alone. */
const BreakableName = ({ text }: { text: string }) =>
  text.split(/(?<=_)/).map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));
