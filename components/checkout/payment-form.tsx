"use client";

import { PaymentElement } from "@stripe/react-stripe-js";
import type { StripeError } from "@stripe/stripe-js";
import { IconAlertCircle } from "@tabler/icons-react";
import { type FormEvent, type ReactNode, useState } from "react";
import type { CheckoutView } from "@/lib/payments/schemas";
import classes from "./card-form.module.css";
import { CardFormSkeleton } from "./card-form-skeleton";
import type { PaymentCheck } from "./confirm";
import type { FollowPath } from "./order";
import { PayButton } from "./pay-button";
import { PayProblem } from "./pay-problem";
import { StripeProblem } from "./stripe-problem";
import { usePay } from "./use-pay";

interface Props {
  checkout: CheckoutView;
  /** An earlier payment on this page has expired, and this one replaces it. */
  expired: boolean;
  follow: FollowPath;
  consent: ReactNode;
  check: () => Promise<PaymentCheck>;
  retry: () => unknown;
}

/** Stripe's card form in our style, with the error of the last attempt and the button that pays. */
export function PaymentForm(props: Props) {
  const { checkout, expired, follow, consent, check, retry } = props;
  const [ready, setReady] = useState(false);
  const [broken, setBroken] = useState(false);
  const { pay, phase, problem } = usePay({ checkout, follow, check, retry });

  function failedToLoad({ error }: { error: StripeError }) {
    // Stripe shows no form for a finished payment: just paid in another tab, or canceled.
    if (error.code === "payment_intent_unexpected_state") retry();
    else setBroken(true);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (ready) void pay();
  }

  if (broken) return <StripeProblem retry={retry} />;
  return (
    <form onSubmit={submit} aria-label="Card payment" noValidate>
      {expired && (
        <div role="status" className={classes.notice}>
          <IconAlertCircle size={18} aria-hidden />
          <div>
            <p className={classes.what}>This payment has expired.</p>
            <p>You haven't been charged. Enter your card again to start a new payment.</p>
          </div>
        </div>
      )}
      <div className={classes.card} aria-busy={!ready}>
        {!ready && <CardFormSkeleton />}
        <PaymentElement
          options={{ layout: "tabs" }}
          onReady={() => setReady(true)}
          onLoadError={failedToLoad}
        />
      </div>
      {problem && <PayProblem problem={problem} followHref={follow(checkout.payment_id)} />}
      <PayButton
        cents={checkout.amount_cents}
        currency={checkout.currency}
        phase={ready ? phase : "loading"}
      />
      {consent}
    </form>
  );
}
