import type { DetailStep } from "@/lib/console/schemas";
import { exactTime } from "@/lib/core/format";
import { ShortId } from "../../ui/short-id";
import { StatusBadge } from "../../ui/status-badge";
import { describeStatus } from "../../ui/status-labels";
import { TimeAgo } from "../../ui/time-ago";
import { detailPath } from "../console/paths";
import classes from "./detail.module.css";
import { stepTitle } from "./step-title";

/** The history of a row, oldest first: each step in words, with what proves it behind a line that opens. */
export function Timeline({ steps }: { steps: DetailStep[] }) {
  return (
    <ol className={classes.steps}>
      {steps.map((step, i) => (
        <Step key={step.id} step={step} isLast={i === steps.length - 1} />
      ))}
    </ol>
  );
}

function Step({ step, isLast }: { step: DetailStep; isLast: boolean }) {
  const { at, source, notes, code, evidence, ids } = step;
  // Nothing waits any longer where another step has followed.
  const isOver = !isLast && step.status !== null && describeStatus(step.status).tone === "amber";
  const status = isOver ? null : step.status;
  return (
    <li
      className={classes.step}
      data-tone={status ? describeStatus(status).tone : undefined}
      data-code={code ?? undefined}
    >
      <div className={classes.what}>
        <span className={classes.title}>{stepTitle(step)}</span>
        {status && <StatusBadge status={status} />}
        {source && <span className={classes.source}>{source}</span>}
      </div>
      <span className={classes.at}>
        <TimeAgo at={at} />
        <span className={classes.exact}>{exactTime(at, "UTC")}</span>
      </span>
      {notes.length > 0 && (
        <ul className={classes.notes}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {(code || evidence.length > 0 || ids.length > 0) && (
        <details className={classes.evidence}>
          <summary>Evidence</summary>
          <ul>
            {code && (
              <li>
                <code>{code}</code>
              </li>
            )}
            {evidence.map((line) => (
              <li key={line}>{line}</li>
            ))}
            {ids.map((reference) => (
              <li key={reference.id}>
                {reference.label}{" "}
                <ShortId
                  id={reference.id}
                  label={reference.label}
                  href={detailPath(reference.list, reference.id)}
                />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
