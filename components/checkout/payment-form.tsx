"use client";

import { PaymentElement } from "@stripe/react-stripe-js";
import type { StripeError } from "@stripe/stripe-js";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useState } from "react";
import type { CheckoutView } from "@/lib/payments/schemas";
import classes from "./card-form.module.css";
import { CardFormSkeleton } from "./card-form-skeleton";
import type { FollowPath } from "./order";
import { PayButton } from "./pay-button";
import { PayProblem } from "./pay-problem";
import { StripeProblem } from "./stripe-problem";
import { usePay } from "./use-pay";

interface Props {
  checkout: CheckoutView;
  follow: FollowPath;
  consent: ReactNode;
  retry: () => unknown;
}

/** Stripe's card form in the app's look, what went wrong beside it, and the button that pays. */
export function PaymentForm({ checkout, follow, consent, retry }: Props) {
  const router = useRouter();
  const [ready, setReady] = useState(false);
  const [broken, setBroken] = useState(false);
  const { pay, phase, problem } = usePay(checkout, follow);

  function failedToLoad({ error }: { error: StripeError }) {
    // Stripe shows no form for a payment that is over: paid in another tab a moment ago.
    const over = error.code === "payment_intent_unexpected_state";
    if (over) router.replace(follow(checkout.payment_id));
    else setBroken(true);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (ready) void pay();
  }

  if (broken) return <StripeProblem retry={retry} />;
  return (
    <form onSubmit={submit} aria-label="Card payment" noValidate>
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
