import classes from "./find.module.css";

const examples: [what: string, example: string][] = [
  ["Any part of a name or an email", "gomez, ana lopez, @acme.com"],
  ["An ID, in full or shortened as on the pages", "pay_01a2…944271, or only 944271"],
  ["A Stripe PaymentIntent, refund, dispute or event", "pi_3Q…, re_…, dp_…, evt_…"],
  ["The last four digits of a card", "4242"],
  ["A login, order, purchase or challenge number", "100006"],
  ["An amount, with its currency or cents", "$499.00"],
  ["A hotkey, its beginning or its end", "5FHneW46…tQY_12"],
];

/** What the search looks for: before anything is typed, and when nothing was found. */
export const FindHelp = ({ text }: { text?: string }) => (
  <div className={classes.message}>
    {text && (
      <p className={classes.lead}>
        No results for <q>{text}</q>
      </p>
    )}
    <p>The search looks for:</p>
    <dl className={classes.examples}>
      {examples.map(([what, example]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{example}</dd>
        </div>
      ))}
    </dl>
  </div>
);
