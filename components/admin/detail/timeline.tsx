import type { DetailStep } from "@/lib/console/schemas";
import { exactTime } from "@/lib/format";
import { ShortId } from "../../ui/short-id";
import { StatusBadge } from "../../ui/status-badge";
import { describeStatus } from "../../ui/status-words";
import { TimeAgo } from "../../ui/time-ago";
import { detailPath } from "../console/addresses";
import classes from "./detail.module.css";

/** What came about a thing, the oldest first, each with where it comes from and what proves it. */
export function Timeline({ steps }: { steps: DetailStep[] }) {
  return (
    <ol className={classes.steps}>
      {steps.map(({ id, at, what, source, status, notes, ids }) => (
        <li
          key={id}
          className={classes.step}
          data-tone={status ? describeStatus(status).tone : undefined}
        >
          <div className={classes.what}>
            <code>{what}</code>
            {status && <StatusBadge status={status} />}
            {source && <span className={classes.source}>{source}</span>}
          </div>
          <span className={classes.at}>
            <TimeAgo at={at} />
            <span className={classes.exact}>{exactTime(at, "UTC")}</span>
          </span>
          {(notes.length > 0 || ids.length > 0) && (
            <ul className={classes.notes}>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
              {ids.map((proof) => (
                <li key={proof.id}>
                  {proof.label}{" "}
                  <ShortId
                    id={proof.id}
                    label={proof.label}
                    href={detailPath(proof.list, proof.id)}
                  />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}
