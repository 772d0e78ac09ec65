import { VisuallyHidden } from "@mantine/core";
import { type ComparedPhase, type PhaseRow, phaseRows } from "@/components/store/phase-rows";
import classes from "./phase-table.module.css";

interface Props {
  phases: readonly ComparedPhase[];
  /** The index of the phase that is traded now. */
  current?: number;
}

/**
 * The phases side by side, each rule in money with its percentage below: first the rules in which they differ, then once
 * those that all have.
 */
export function PhaseTable({ phases, current }: Props) {
  const { differing, same } = phaseRows(phases);
  const isPlan = phases.length > 1;
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        {isPlan && (
          <thead>
            <tr>
              <th scope="col">
                <VisuallyHidden>Rule</VisuallyHidden>
              </th>
              {phases.map(({ phase_index, name }) => (
                <th
                  key={phase_index}
                  scope="col"
                  data-current={phase_index === current || undefined}
                >
                  <span className={classes.index} aria-hidden="true">
                    {phase_index}
                  </span>
                  {name}
                  {phase_index === current && <VisuallyHidden>, current phase</VisuallyHidden>}
                </th>
              ))}
            </tr>
          </thead>
        )}
        {differing.length > 0 && (
          <tbody>
            {differing.map(({ rule, name, cells }) => (
              <tr key={rule}>
                <th scope="row">{name}</th>
                {phases.map(({ phase_index }, i) => (
                  <td key={phase_index} data-current={phase_index === current || undefined}>
                    <Cell cell={cells[i] ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        )}
        {same.length > 0 && (
          <tbody>
            {isPlan && (
              <tr className={classes.group}>
                <th scope="rowgroup" colSpan={phases.length + 1}>
                  The same in every phase
                </th>
              </tr>
            )}
            {same.map(({ rule, name, cells }) => (
              <tr key={rule}>
                <th scope="row">{name}</th>
                <td colSpan={phases.length} className={isPlan ? classes.same : undefined}>
                  <Cell cell={cells[0] ?? null} />
                </td>
              </tr>
            ))}
          </tbody>
        )}
      </table>
    </div>
  );
}

/** A rule of a phase: in money with its percentage below, else in a few words. */
function Cell({ cell }: { cell: PhaseRow["cells"][number] }) {
  if (!cell) return "–";
  const { share, amount } = cell;
  if (!amount) return share;
  return (
    <>
      {amount}
      <span className={classes.note}>{share}</span>
    </>
  );
}
