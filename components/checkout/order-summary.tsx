import { afterPassingAccount } from "@/components/store/after-passing-account";
import { planRules } from "@/components/store/rule-cells";
import { RuleList } from "@/components/store/rule-list";
import { RulesInFull } from "@/components/store/rules-in-full";
import { Money } from "@/components/ui/money";
import type { TierView } from "@/lib/catalog/schemas";
import { marketName } from "@/lib/core/format";
import { formatSize } from "@/lib/core/money";
import classes from "./order.module.css";

/** The order: account size, market, rules and price. */
export function OrderSummary({ tier, market }: { tier: TierView; market: string }) {
  return (
    <section className={classes.card} aria-labelledby="order">
      <h2 id="order" className={classes.title}>
        Your order
      </h2>
      <div className={classes.item}>
        <p className={classes.size}>{formatSize(tier.account_size)}</p>
        <p className={classes.name}>
          {tier.name} challenge, {marketName(market)}
        </p>
        <p className={classes.about}>{afterPassingAccount}</p>
      </div>
      <RuleList
        rules={planRules(tier.phases, { size: tier.account_size, currency: tier.currency })}
      />
      <RulesInFull phases={tier.phases} />
      <div className={classes.total}>
        <span>Total (one-time)</span>
        <strong>
          <Money cents={tier.price_cents} currency={tier.currency} />
        </strong>
      </div>
    </section>
  );
}
