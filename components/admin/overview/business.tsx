import type { Overview } from "@/lib/console/schemas";
import panel from "../../ui/panel.module.css";
import { ActivationPanel } from "./activation-panel";
import { KeyFigures } from "./key-figures";
import classes from "./overview.module.css";
import { RevenuePanel } from "./revenue-panel";
import { StatusCountsPanel } from "./status-counts-panel";

/** Revenue, payments, purchases and accounts of the period. */
export function Business({ overview }: { overview: Overview }) {
  const { days, revenue, payments, purchases, accounts, activation } = overview;
  return (
    <>
      <KeyFigures overview={overview} />
      <div className={classes.panels}>
        {revenue.map((row) => (
          <RevenuePanel
            key={row.currency}
            revenue={row}
            days={days}
            isOneOfSeveral={revenue.length > 1}
          />
        ))}
        {revenue.length === 0 && (
          <section className={`${panel.panel} ${classes.whole}`} aria-labelledby="revenue">
            <div className={classes.title}>
              <h2 id="revenue">Card revenue</h2>
            </div>
            <p className={classes.none}>No card payments in this period.</p>
          </section>
        )}
        <StatusCountsPanel
          title="Payments"
          note="Card payments created in this period, by current status."
          none="No payments in this period."
          outcomes={payments}
          days={days}
          list="payments"
        />
        <StatusCountsPanel
          title="Purchases"
          note="Programs bought in this period from wallets or by card, free and granted ones too, by current status."
          none="No purchases in this period."
          outcomes={purchases}
          days={days}
          list="purchases"
        />
        <StatusCountsPanel
          title="Prop accounts"
          note="Accounts of tiers opened in this period (paid, free or granted), by current status."
          none="No accounts opened in this period."
          outcomes={accounts}
          days={days}
          list="accounts"
        />
        <ActivationPanel activation={activation} days={days} />
      </div>
    </>
  );
}
