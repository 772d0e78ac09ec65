import type { ReactNode } from "react";
import classes from "./card-form.module.css";
import { CardFormSkeleton } from "./card-form-skeleton";
import type { Order } from "./order";
import { PayButton } from "./pay-button";

/** The placeholder of the card form, of the same height. */
export function CardFormWaiting({ order, consent }: { order: Order; consent: ReactNode }) {
  return (
    <div aria-busy>
      <div className={classes.card}>
        <CardFormSkeleton />
      </div>
      <PayButton cents={order.amount_cents} currency={order.currency} phase="loading" />
      {consent}
    </div>
  );
}
