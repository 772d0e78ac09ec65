import type { Overview } from "@/lib/console/schemas";
import panel from "../../ui/panel.module.css";
import { durationName } from "./days";
import classes from "./overview.module.css";

/** How long buyers waited for their account. */
export function ActivationPanel({ activation }: Pick<Overview, "activation">) {
  return (
    <section className={panel.panel} aria-labelledby="activation">
      <div className={classes.title}>
        <h2 id="activation">From payment to active account</h2>
      </div>
      <p className={classes.note}>
        From the moment that Stripe was paid to the moment that the account could be traded.
        {activation && !activation.isAll && (
          <> The newest {activation.counted.toLocaleString("en-US")} of these days.</>
        )}
      </p>
      {activation === null ? (
        <p className={classes.none}>No bought account became active in these days.</p>
      ) : (
        <dl className={classes.sums}>
          <div>
            <dt>Median</dt>
            <dd className={classes.net}>{durationName(activation.median)}</dd>
          </div>
          <div>
            <dt>95 in 100 within</dt>
            <dd className={classes.net}>{durationName(activation.p95)}</dd>
          </div>
          <div>
            <dt>Accounts</dt>
            <dd className={classes.net}>{activation.counted.toLocaleString("en-US")}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}
