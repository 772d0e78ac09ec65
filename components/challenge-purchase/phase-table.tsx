import { VisuallyHidden } from "@mantine/core";
import type { StepView } from "@/lib/catalog/schemas";
import { phaseRows } from "./phase-rows";
import classes from "./phase-table.module.css";

/** The phases side by side: each rule in money, with its percentage below. */
export function PhaseTable({ steps }: { steps: StepView[] }) {
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>Rule</VisuallyHidden>
            </th>
            {steps.map((step) => (
              <th key={step.phase_index} scope="col">
                <span className={classes.index} aria-hidden="true">
                  {step.phase_index}
                </span>
                {step.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {phaseRows(steps).map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map(({ value, note }, phase) => (
                <td key={steps[phase]?.phase_index}>
                  {value}
                  {note && <span className={classes.note}>{note}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
