import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import type { PaymentEventView } from "@/lib/payment-history/schemas";
import { ExactTime } from "../ui/exact-time";
import type { Tone } from "../ui/status-labels";
import classes from "../ui/steps.module.css";
import { describeChanges } from "./history-entries";
import type { HistoryEntry } from "./history-terms";

// The steps of a purchase's timeline have the styles that are needed here, too.
const styles: Record<Tone, { state: string; mark: React.ReactNode }> = {
  green: { state: "done", mark: <IconCheck size={14} stroke={3} aria-hidden /> },
  amber: { state: "late", mark: <IconAlertTriangle size={14} aria-hidden /> },
  red: { state: "failed", mark: <IconX size={14} stroke={3} aria-hidden /> },
  grey: { state: "past", mark: <span className={classes.dot} /> },
};

type Row = HistoryEntry & { id: string; at: string };

interface Props {
  steps: PaymentEventView[];
  currency: string;
  /** When the payment was started. ISO 8601. */
  createdAt: string;
}

/** The history of a payment, oldest first. */
export function History({ steps, currency, createdAt }: Props) {
  const entries = steps.flatMap(({ id, occurred_at, changes }) =>
    describeChanges(changes, currency).map((entry) => ({
      id: `${id} ${entry.title}`,
      at: occurred_at,
      ...entry,
    })),
  );
  const started = {
    id: "started",
    at: createdAt,
    tone: "grey" as const,
    title: "Checkout started",
  };
  const rows: Row[] = [started, ...entries];
  return (
    <ol className={classes.steps} aria-label="Timeline">
      {rows.map(({ id, at, tone, title, detail, isOngoing }, place) => (
        <li
          key={id}
          className={classes.step}
          data-state={isOngoing && place === rows.length - 1 ? "current" : styles[tone].state}
        >
          <span className={classes.marker}>{styles[tone].mark}</span>
          <div>
            <div className={classes.head}>
              <span className={classes.title}>{title}</span>
              <span className={classes.time}>
                <ExactTime at={at} short />
              </span>
            </div>
            {detail && <div className={classes.detail}>{detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
