"use client";

import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import type { PaymentView } from "@/lib/payments/schemas";
import type { PaidAlready } from "./already-paid";
import { CardCheckout } from "./card-checkout";
import classes from "./card-form.module.css";
import { CardFormWaiting } from "./card-form-waiting";
import type { StripeSettings } from "./load-stripe-js";
import { type FollowPath, followPath, isDeposit, type Order } from "./order";

// Few buyers meet either: the page of all others doesn't wait for their scripts.
const AlreadyPaid = lazy(() =>
  import("./already-paid").then((file) => ({ default: file.AlreadyPaid })),
);
const PriceChanged = lazy(() =>
  import("./price-changed").then((file) => ({ default: file.PriceChanged })),
);

interface Props {
  order: Order;
  stripe: StripeSettings;
  /** What the customer agrees to by paying, shown at the button. */
  consent: ReactNode;
  /** Where the payment is followed, if not where its kind is. */
  follow?: FollowPath;
  /** A payment for the same thing that the buyer should know of before another one is started. */
  recent?: PaymentView | null;
}

/** Paying by card: after the buyer has seen what they paid already, and the price as it is now. */
export function CheckoutForm(props: Props) {
  const { order, stripe, consent, follow = followPath(order), recent = null } = props;
  const [paid, setPaid] = useState<PaidAlready | null>(recent);
  /** The newest payment for the same thing that the buyer was shown. */
  const [known, setKnown] = useState<string | null>(null);
  const [seenPrice, setSeenPrice] = useState(order.amount_cents);
  const panel = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone: the keyboard goes on with what stands in its place.
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
            setKnown(paid.payment_id);
            setPaid(null);
            focusPanel();
          }}
        />
      );
    }
    if (seenPrice !== order.amount_cents) {
      return (
        <PriceChanged
          order={order}
          before={seenPrice}
          onAccept={() => {
            setSeenPrice(order.amount_cents);
            focusPanel();
          }}
        />
      );
    }
    return (
      <CardCheckout
        order={order}
        known={known}
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
