import { VisuallyHidden } from "@mantine/core";
import { IconCheck, IconClockExclamation, IconMinus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ExactTime } from "./exact-time";
import classes from "./steps.module.css";
import { TimeAgo } from "./time-ago";

/**
 * The state of a step. `late`: still in progress, but for longer than expected. `canceled`: ended by a decision, without
 * having failed.
 */
export type StepState = "done" | "current" | "late" | "failed" | "canceled" | "waiting";

export interface Step {
  title: string;
  state: StepState;
  /** When it was done, failed or began. ISO 8601. */
  at?: string | null;
  /** What happens now and what to do; in the console, the evidence. */
  detail?: ReactNode;
}

const stateLabels: Record<StepState, string> = {
  done: "Done",
  current: "In progress",
  late: "Taking longer than usual",
  failed: "Failed",
  canceled: "Canceled",
  waiting: "Not started",
};

function Marker({ state }: { state: StepState }) {
  if (state === "done") return <IconCheck size={14} stroke={3} aria-hidden />;
  if (state === "failed") return <IconX size={14} stroke={3} aria-hidden />;
  if (state === "canceled") return <IconMinus size={14} stroke={3} aria-hidden />;
  if (state === "late") return <IconClockExclamation size={15} aria-hidden />;
  return <span className={classes.dot} />;
}

interface Props {
  steps: Step[];
  label: string;
  /** Shows times as dates, for what is long past, and not as how long ago. */
  exact?: boolean;
}

/** A timeline: each step with its state, time and detail. */
export function Steps({ steps, label, exact = false }: Props) {
  return (
    <ol className={classes.steps} aria-label={label}>
      {steps.map(({ title, state, at, detail }) => (
        <li
          key={title}
          className={classes.step}
          data-state={state}
          aria-current={state === "current" || state === "late" ? "step" : undefined}
        >
          <span className={classes.marker}>
            <Marker state={state} />
          </span>
          <div className={classes.body}>
            <div className={classes.head}>
              <span className={classes.title}>{title}</span>
              <VisuallyHidden>{`: ${stateLabels[state]}`}</VisuallyHidden>
              {at && (
                <span className={classes.time}>
                  {exact ? <ExactTime at={at} short /> : <TimeAgo at={at} />}
                </span>
              )}
            </div>
            {detail && <div className={classes.detail}>{detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
