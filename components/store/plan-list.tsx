import { OfferTable } from "./offer-table";
import type { Offer } from "./offers";
import { PhaseComparison } from "./phase-comparison";
import classes from "./plan-list.module.css";
import { plansOf } from "./plans";

interface Props {
  offers: Offer[];
  /** Null where nothing is sold in a market. */
  market: string | null;
  /** The currencies (lower case) that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
}

/** The offers by plan: the sizes with their prices, and beside them the phases compared, as all these sizes have them. */
export function PlanList({ offers, market, walletCurrencies }: Props) {
  const plans = plansOf(offers);
  return (
    <div
      className={classes.container}
      data-single={plans.every(({ offers }) => offers.length === 1) || undefined}
    >
      {plans.map(({ id, title, offers, rows, note }) => (
        <section key={id} className={classes.plan} aria-label={title}>
          {plans.length > 1 && <h3 className={classes.title}>{title}</h3>}
          <div className={classes.tables}>
            <OfferTable
              label={`${title}: sizes and prices`}
              offers={offers}
              market={market}
              walletCurrencies={walletCurrencies}
            />
            <div>
              <PhaseComparison
                label={`${title}: rules by phase`}
                phases={offers[0]?.phases ?? []}
                rows={rows}
              />
              {note && <p className={classes.note}>{note}</p>}
            </div>
          </div>
        </section>
      ))}
    </div>
  );
}
