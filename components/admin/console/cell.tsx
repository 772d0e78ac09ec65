import { Fragment } from "react";
import type { Column, ConsoleRow } from "@/lib/console/schemas";
import { formatSize } from "@/lib/money";
import { Money } from "../../ui/money";
import { ShortId } from "../../ui/short-id";
import { StatusBadge } from "../../ui/status-badge";
import { TextLink } from "../../ui/text-link";
import { TimeAgo } from "../../ui/time-ago";
import { detailPath, pathOfId, pathOfSubject } from "./addresses";

interface Props {
  column: Column;
  row: ConsoleRow;
  /** Where all about it stands: of a row, behind its own id. */
  href?: string | undefined;
}

/** One value of a row, shown for what it is. */
export function Cell({ column, row, href: own }: Props) {
  const value = row[column.key] ?? null;
  if (value === null || value === "") return <span aria-hidden>–</span>;
  const text = String(value);
  switch (column.kind) {
    case "id": {
      const href = own ?? pathOfId(text);
      return <ShortId id={text} label={column.label.toLowerCase()} {...(href && { href })} />;
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
      return <StatusBadge status={text} />;
    case "time":
      return <TimeAgo at={text} />;
    case "email":
      return row.customer_ref ? (
        <TextLink href={detailPath("customers", row.customer_ref)}>{text}</TextLink>
      ) : (
        text
      );
    case "number":
      return <>{Number(value).toLocaleString("en-US")}</>;
    default:
      return own ? (
        <TextLink href={own}>
          <Broken text={text} />
        </TextLink>
      ) : (
        <Broken text={text} />
      );
  }
}

/** A long name of a machine's may break after its underscores, and nowhere else. */
const Broken = ({ text }: { text: string }) =>
  text.split(/(?<=_)/).map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));
