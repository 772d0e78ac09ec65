import { Button, Modal } from "@mantine/core";
import type { ProgramView } from "@/lib/catalog/schemas";
import { formatUnits } from "@/lib/core/money";
import dialog from "../actions/actions.module.css";
import classes from "./change-review.module.css";

/** A term of a program before and after an edit; null where there is none. */
export interface TermChange {
  /** `Phase 1: Max daily loss` */
  name: string;
  before: string | null;
  after: string | null;
}

/** A program as it is typed; `freeLimit` is how often one customer gets it free. */
type EditedProgram = ProgramView & { freeLimit: string };

/** What an edit changes for later buyers: prices, phases and each rule, in the words that they read. */
export function termChanges(before: EditedProgram, after: EditedProgram): TermChange[] {
  const terms = [termsOf(before), termsOf(after)] as const;
  const names = new Set(terms.flatMap((of) => [...of.keys()]));
  return [...names]
    .map((name) => ({
      name,
      before: terms[0].get(name) ?? null,
      after: terms[1].get(name) ?? null,
    }))
    .filter((change) => change.before !== change.after);
}

function termsOf({ price, price_currency, freeLimit, steps }: EditedProgram): Map<string, string> {
  const terms = new Map([["Price from wallets", formatUnits(price, price_currency)]]);
  if (price === 0) terms.set("Free challenges per customer", freeLimit || "No limit");
  for (const { phase_index: index, name, phase_type, account_group, rules_text } of steps) {
    const phase = `Phase ${index}`;
    terms.set(phase, `${name}, ${phase_type === 1 ? "funded" : "evaluation"}`);
    if (account_group) terms.set(`${phase}: account group`, account_group);
    for (const { title, text } of rules_text) {
      const key = `${phase}: ${title}`;
      terms.set(key, [terms.get(key), text].filter(Boolean).join(" "));
    }
  }
  return terms;
}

interface Props {
  changes: TermChange[];
  /** How many challenges of it run: they keep their rules. */
  running: number;
  close: () => void;
  save: () => void;
}

/** What is sold from now on, before and after, to be confirmed. */
export function ChangeReview({ changes, running, close, save }: Props) {
  return (
    <Modal opened onClose={close} title="Sold from now on" size="xl">
      <div className={dialog.form}>
        <p className={dialog.text}>{keepTheirs(running)}</p>
        <dl className={classes.changes}>
          {changes.map(({ name, before, after }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={classes.before}>
                <strong>Before:</strong> {before ?? "None"}
              </dd>
              <dd className={classes.after}>
                <strong>From now on:</strong> {after ?? "None"}
              </dd>
            </div>
          ))}
        </dl>
        <div className={dialog.buttons}>
          <Button variant="default" onClick={close}>
            Back to the form
          </Button>
          <Button onClick={save}>Save changes</Button>
        </div>
      </div>
    </Modal>
  );
}

function keepTheirs(running: number): string {
  if (running === 0) return "No challenge of this program is running.";
  if (running === 1) return "1 running challenge keeps its rules.";
  return `${running.toLocaleString("en-US")} running challenges keep their rules.`;
}
