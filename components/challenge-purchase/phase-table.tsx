import { VisuallyHidden } from "@mantine/core";
import { type Account, planRules, ruleCells } from "@/components/store/rule-cells";
import type { StepView } from "@/lib/catalog/schemas";
import { formatSize } from "@/lib/core/money";
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
          <tr>
            <th scope="row">Account</th>
            {steps.map(({ phase_index, initial_balance, currency }) => (
              <td key={phase_index}>{formatSize(initial_balance, currency)}</td>
            ))}
          </tr>
          {planRules(steps, accountOf(steps)).map(({ rule, name }) => (
            <tr key={rule}>
              <th scope="row">{name}</th>
              {steps.map((step) => (
                <td key={step.phase_index}>
                  <Cell step={step} rule={rule} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const accountOf = ([first]: StepView[]): Account => ({
  size: first?.initial_balance ?? 0,
  currency: first?.currency ?? "usd",
});

/** A rule of a phase: in money with its percentage below, else in a few words. */
function Cell({ step, rule }: { step: StepView; rule: string }) {
  const found = ruleCells(step, accountOf([step])).find((cell) => cell.rule === rule);
  if (!found) return "–";
  const { share, amount } = found;
  if (!amount) return share;
  return (
    <>
      {amount}
      <span className={classes.note}>{share}</span>
    </>
  );
}
