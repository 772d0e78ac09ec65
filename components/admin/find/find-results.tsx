import Link from "next/link";
import type { FindResult, FoundRecord } from "@/lib/console/schemas";
import { Money } from "../../ui/money";
import { StatusBadge } from "../../ui/status-badge";
import { TimeAgo } from "../../ui/time-ago";
import { kindLabel, recordDetails, recordPath } from "./describe-record";
import classes from "./find.module.css";

export const optionId = (index: number): string => `find-result-${index}`;

interface Props {
  id: string;
  groups: FindResult["groups"];
  /** The index of the selected record among all. */
  at: number;
  select: (index: number) => void;
  close: () => void;
}

/** What was found, in groups. Each record is a link, so that it can be opened in another tab too. */
export function FindResults({ id, groups, at, select, close }: Props) {
  let index = -1;
  return (
    <div id={id} role="listbox" aria-label="Results" className={classes.results}>
      {groups.map(({ kind, records, has_more }) => (
        // biome-ignore lint/a11y/useSemanticElements: a list box has groups, and no fieldsets
        <div key={kind} role="group" aria-label={kindLabel(kind)} className={classes.group}>
          <p className={classes.kind} aria-hidden>
            {kindLabel(kind)}
            {has_more && <span>Showing {records.length}. Type more to narrow it down.</span>}
          </p>
          {records.map((record) => {
            index += 1;
            const own = index;
            return (
              <Link
                key={record.id}
                id={optionId(own)}
                role="option"
                aria-selected={own === at}
                tabIndex={-1}
                href={recordPath(record)}
                prefetch={false}
                className={classes.result}
                onMouseMove={() => select(own)}
                onClick={(event) => {
                  if (!event.metaKey && !event.ctrlKey && !event.shiftKey) close();
                }}
              >
                <Record record={record} />
              </Link>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** The lines that identify a record: what it is and its state, whose, how much and when. */
const Record = ({ record }: { record: FoundRecord }) => (
  <>
    <span className={classes.main}>
      <span className={classes.title}>{record.title}</span>
      {record.status && record.status !== "enabled" && <StatusBadge status={record.status} />}
    </span>
    <span className={classes.amount}>
      {record.amount_cents !== null && record.currency !== null && (
        <Money cents={record.amount_cents} currency={record.currency} />
      )}
    </span>
    <span className={classes.details}>
      {recordDetails(record).map((part) => (
        <span key={part}>{part}</span>
      ))}
    </span>
    <span className={classes.time}>
      <TimeAgo at={record.created_at} />
    </span>
  </>
);
