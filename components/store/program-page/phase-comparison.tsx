import { VisuallyHidden } from "@mantine/core";
import { Fragment } from "react";
import type { TierPhase } from "@/lib/catalog/schemas";
import { dailyLossKind, totalLossKind } from "@/lib/rules/texts";
import { type Account, planRules, ruleCells } from "../rule-cells";
import classes from "./phase-comparison.module.css";

interface Props {
  phases: readonly TierPhase[];
  account: Account;
}

/** The phases side by side: each rule in money and percent, the losses with their kind in words. */
export function PhaseComparison({ phases, account }: Props) {
  return (
    <div className={classes.frame} data-single={phases.length === 1 || undefined}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>Rule</VisuallyHidden>
            </th>
            {phases.map(({ phase_index, name }) => (
              <th key={phase_index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {planRules(phases, account).map(({ rule, name }) => {
            const kinds = phases.map((phase) => kindOf(phase, rule));
            const isShared = kinds.every((kind) => kind === kinds[0]);
            return (
              <Fragment key={rule}>
                <tr>
                  <th scope="row">{name}</th>
                  {phases.map((phase, i) => (
                    <td key={phase.phase_index}>
                      <Cell phase={phase} rule={rule} account={account} />
                      {!isShared && kinds[i] && <span className={classes.note}>{kinds[i]}</span>}
                    </td>
                  ))}
                </tr>
                {isShared && kinds[0] && (
                  <tr className={classes.kind}>
                    <td colSpan={phases.length + 1}>{kinds[0]}</td>
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

/** What kind of loss a rule limits, in words; null for other rules. */
function kindOf({ rules }: TierPhase, rule: string): string | null {
  if (rule === "daily_loss" && rules?.daily_loss) return dailyLossKind(rules.daily_loss);
  if (rule === "total_loss" && rules?.total_loss) return totalLossKind(rules.total_loss);
  return null;
}

function Cell({ phase, rule, account }: { phase: TierPhase; rule: string; account: Account }) {
  const found = ruleCells(phase, account).find((cell) => cell.rule === rule);
  if (!found) return "–";
  const { share, amount } = found;
  return amount ? (
    <>
      {amount} <span className={classes.note}>{share}</span>
    </>
  ) : (
    share
  );
}
