import { VisuallyHidden } from "@mantine/core";
import { Fragment } from "react";
import type { TierPhase } from "@/lib/catalog/schemas";
import classes from "./phase-comparison.module.css";
import type { PhaseRow } from "./phase-rows";

interface Props {
  phases: readonly Pick<TierPhase, "phase_index" | "name">[];
  /** Of each rule a cell for every phase: see `ruleRows`. */
  rows: readonly PhaseRow[];
  /** What the table compares, for screen readers. */
  label: string;
}

/** The phases side by side: each rule in percent and, where it has one, its amount; the losses with their kind in words. */
export function PhaseComparison({ phases, rows, label }: Props) {
  const isPlan = phases.length > 1;
  return (
    <div className={classes.frame} data-single={!isPlan || undefined}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>Rule</VisuallyHidden>
            </th>
            {phases.map(({ phase_index, name }) => (
              <th key={phase_index} scope="col">
                {isPlan && <span className={classes.index}>Phase {phase_index}</span>}
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ rule, name, cells, kinds }) => {
            const [first = null] = kinds;
            const isShared = kinds.every((kind) => kind === first);
            return (
              <Fragment key={rule}>
                <tr>
                  <th scope="row">{name}</th>
                  {phases.map(({ phase_index }, i) => (
                    <td key={phase_index}>
                      <Cell cell={cells[i] ?? null} />
                      {!isShared && kinds[i] && <span className={classes.own}>{kinds[i]}</span>}
                    </td>
                  ))}
                </tr>
                {isShared && first && (
                  <tr className={classes.kind}>
                    <td colSpan={phases.length + 1}>{first}</td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { cell: PhaseRow["cells"][number] }) {
  if (!cell) return "–";
  const { share, amount } = cell;
  return amount ? (
    <>
      {amount} <span className={classes.note}>{share}</span>
    </>
  ) : (
    share
  );
}
