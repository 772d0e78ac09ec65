import type { Overview } from "@/lib/console/schemas";
import panel from "../../ui/panel.module.css";
import { ActivationPanel } from "./activation-panel";
import { OutcomesPanel } from "./outcomes-panel";
import classes from "./overview.module.css";
import { RevenuePanel } from "./revenue-panel";

/** What the business did in these days. */
export function Business({ overview }: { overview: Overview }) {
  const { days, revenue, payments, purchases, accounts, activation } = overview;
  return (
    <div className={classes.panels}>
      {revenue.map((one) => (
        <RevenuePanel
          key={one.currency}
          revenue={one}
          days={days}
          isOneOfSeveral={revenue.length > 1}
        />
      ))}
      {revenue.length === 0 && (
        <section className={`${panel.panel} ${classes.whole}`} aria-labelledby="revenue">
          <div className={classes.title}>
            <h2 id="revenue">Revenue by card</h2>
          </div>
          <p className={classes.none}>Nothing was paid by card in these days.</p>
        </section>
      )}
      <OutcomesPanel
        title="Payments"
        note="By card, made in these days, by how they stand now. The lists behind the numbers have those of all days."
        none="No payment was begun in these days."
        outcomes={payments}
        days={days}
        list="payments"
      />
      <OutcomesPanel
        title="Purchases"
        note="From wallets, made in these days, by how they stand now."
        none="Nothing was bought from a wallet in these days."
        outcomes={purchases}
        days={days}
        list="purchases"
      />
      <OutcomesPanel
        title="Prop accounts"
        note="Opened in these days: bought, free or given. By how they stand now."
        none="No account was opened in these days."
        outcomes={accounts}
        days={days}
        list="accounts"
      />
      <ActivationPanel activation={activation} days={days} />
    </div>
  );
}
