import { IconAlertTriangle, IconCheck, IconX } from "@tabler/icons-react";
import type { PaymentEventView } from "@/lib/payment-history/schemas";
import { ExactTime } from "../ui/exact-time";
import type { Tone } from "../ui/status-words";
import classes from "../ui/steps.module.css";
import { happenings } from "./history-words";

// The timeline's looks for a purchase fit what is over, too.
const looks: Record<Tone, { state: string; mark: React.ReactNode }> = {
  green: { state: "done", mark: <IconCheck size={14} stroke={3} aria-hidden /> },
  amber: { state: "late", mark: <IconAlertTriangle size={14} aria-hidden /> },
  red: { state: "failed", mark: <IconX size={14} stroke={3} aria-hidden /> },
  grey: { state: "told", mark: <span className={classes.dot} /> },
};

interface Props {
  steps: PaymentEventView[];
  currency: string;
  /** When the payment was begun. ISO 8601. */
  createdAt: string;
}

/** What became of a payment, in plain words, oldest first. */
export function History({ steps, currency, createdAt }: Props) {
  const told = steps.flatMap(({ id, occurred_at, changes }) =>
    happenings(changes, currency).map((words) => ({
      id: `${id} ${words.title}`,
      at: occurred_at,
      ...words,
    })),
  );
  const begun = { id: "begun", at: createdAt, tone: "grey" as const, title: "Checkout begun" };
  return (
    <ol className={classes.steps} aria-label="History">
      {[begun, ...told].map(({ id, at, tone, title, ...more }) => (
        <li key={id} className={classes.step} data-state={looks[tone].state}>
          <span className={classes.marker}>{looks[tone].mark}</span>
          <div>
            <div className={classes.head}>
              <span className={classes.title}>{title}</span>
              <span className={classes.time}>
                <ExactTime at={at} short />
              </span>
            </div>
            {"detail" in more && more.detail && <div className={classes.detail}>{more.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
