import { formatMoney } from "@/lib/money";
import type { PaymentChange, PaymentEvidenceView } from "@/lib/payment-history/schemas";
import { ShortId } from "../ui/short-id";
import table from "../ui/table.module.css";
import { TimeAgo } from "../ui/time-ago";
import classes from "./evidence.module.css";
import { changeWords, sourceWords } from "./evidence-words";

/** A payment's history with its evidence: what came, from where, and what it changed. */
export function Evidence({ steps, currency }: { steps: PaymentEvidenceView[]; currency: string }) {
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="History with evidence">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What came</th>
            <th scope="col">What it changed</th>
            <th scope="col">Stripe event</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.id} className={classes.row}>
              <td className={classes.when}>
                <TimeAgo at={step.occurred_at} />
              </td>
              <th scope="row" className={classes.what}>
                <code>{step.type}</code>
                <span className={classes.source}>{sourceWords[step.source]}</span>
              </th>
              <td className={classes.changes}>
                <Changes step={step} currency={currency} />
              </td>
              <td className={classes.event}>
                {step.stripe_event_id && <ShortId id={step.stripe_event_id} label="event id" />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Changes({ step, currency }: { step: PaymentEvidenceView; currency: string }) {
  const { changes, note } = step;
  if (note) return <span className={classes.note}>{note}</span>;
  if (changes.length === 0) return <span className={classes.nothing}>Nothing: it was known.</span>;
  return (
    <ul className={classes.list}>
      {changes.map((change) => (
        <li key={keyOf(change)}>{changeWords(change, (cents) => formatMoney(cents, currency))}</li>
      ))}
    </ul>
  );
}

const keyOf = (change: PaymentChange) => ("id" in change ? change.id : change.kind);
