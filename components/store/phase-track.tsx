import type { StepView } from "@/lib/catalog/schemas";
import classes from "./phase-track.module.css";
import { isFunded, phaseGoal } from "./program";

interface Props {
  steps: StepView[];
  /** Stops of the longest program shown: a shorter track is a shorter way. */
  columns: number;
}

const endsFunded = (steps: StepView[]) => steps.some(isFunded);

/** How many stops a program's track has: its phases, and the end of one that isn't funded. */
export const stopsOf = (steps: StepView[]) => steps.length + (endsFunded(steps) ? 0 : 1);

/** The phases from the first to the last, each with what it asks for or gives. */
export function PhaseTrack({ steps, columns }: Props) {
  return (
    <ol
      className={classes.track}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      aria-label="Phases"
    >
      {steps.map((step) => (
        <li
          key={step.phase_index}
          className={classes.phase}
          data-funded={isFunded(step) || undefined}
        >
          <span className={classes.dot} aria-hidden="true" />
          <span className={classes.name}>{step.name}</span>
          <span className={classes.goal}>{phaseGoal(step)}</span>
        </li>
      ))}
      {!endsFunded(steps) && (
        <li className={classes.phase} data-end>
          <span className={classes.dot} aria-hidden="true" />
          <span className={classes.name}>Passed</span>
        </li>
      )}
    </ol>
  );
}
