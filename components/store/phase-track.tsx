import type { StepView } from "@/lib/catalog/schemas";
import classes from "./phase-track.module.css";
import { isFunded, phaseGoal } from "./program";

interface Props {
  steps: StepView[];
  /** The stops of the longest program that is shown, so that a shorter program has a shorter track. */
  columns: number;
}

const endsFunded = (steps: StepView[]) => steps.some(isFunded);

/** The number of stops of a program's track: its phases, and one for the end unless the program ends funded. */
export const stopsOf = (steps: StepView[]) => steps.length + (endsFunded(steps) ? 0 : 1);

/** The phases in their order, each with its profit target. */
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
