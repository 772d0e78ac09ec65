"use client";

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import type { PaymentView } from "@/lib/payments/schemas";
import type { PaidAlready } from "./already-paid";
import { CardCheckout } from "./card-checkout";
import classes from "./card-form.module.css";
import { CardFormWaiting } from "./card-form-waiting";
import type { StripeSettings } from "./load-stripe-js";
import { type FollowPath, followPath, isDeposit, type Order } from "./order";

// Few buyers see either of them, so their scripts are loaded on demand.
const AlreadyPaid = lazy(() =>
  import("./already-paid").then((file) => ({ default: file.AlreadyPaid })),
);
const PriceChanged = lazy(() =>
  import("./price-changed").then((file) => ({ default: file.PriceChanged })),
);

interface Props {
  order: Order;
  stripe: StripeSettings;
  /** What the customer agrees to by paying, shown below the button. */
  consent: ReactNode;
  /** The page that shows the payment, if not the usual one. */
  follow?: FollowPath;
  /** A recent payment for the same thing, which the buyer is shown before another one is started. */
  recent?: PaymentView | null;
}

/** Payment by card. First shows an earlier payment for the same thing, or a changed price. */
export function CheckoutForm(props: Props) {
  const { order, stripe, consent, follow = followPath(order), recent = null } = props;
  const [paid, setPaid] = useState<PaidAlready | null>(recent);
  /** The id of the newest payment for the same thing that the buyer was shown. */
  const [acknowledgedId, setAcknowledgedId] = useState<string | null>(null);
  const [shownPrice, setShownPrice] = useState(order.amount_cents);
  const panel = useRef<HTMLDivElement>(null);
  // The pressed button is gone: focus moves to the content that replaces it.
  const focusPanel = () => panel.current?.focus({ preventScroll: true });

  const content = () => {
    if (paid) {
      return (
        <AlreadyPaid
          payment={paid}
          view={paid.payment_id === recent?.payment_id ? recent : null}
          isDeposit={isDeposit(order)}
          follow={follow}
          onAnother={() => {
            setAcknowledgedId(paid.payment_id);
            setPaid(null);
            focusPanel();
          }}
        />
      );
    }
    if (shownPrice !== order.amount_cents) {
      return (
        <PriceChanged
          order={order}
          before={shownPrice}
          onAccept={() => {
            setShownPrice(order.amount_cents);
            focusPanel();
          }}
        />
      );
    }
    return (
      <CardCheckout
        order={order}
        acknowledgedId={acknowledgedId}
        stripe={stripe}
        consent={consent}
        follow={follow}
        onPaid={setPaid}
      />
    );
  };
  return (
    <div ref={panel} tabIndex={-1} className={classes.panel}>
      <Suspense fallback={<CardFormWaiting order={order} consent={consent} />}>
        {content()}
      </Suspense>
    </div>
  );
}
