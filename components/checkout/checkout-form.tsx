"use client";

import { useComputedColorScheme, useMantineTheme } from "@mantine/core";
import { Elements } from "@stripe/react-stripe-js";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { CardFormWaiting } from "./card-form-waiting";
import { CheckoutProblem } from "./checkout-problem";
import { isOpen } from "./is-open";
import type { StripeSettings } from "./load-stripe-js";
import { type FollowPath, followPath, type Order } from "./order";
import { PaymentForm } from "./payment-form";
import { stripeAppearance } from "./stripe-appearance";
import { StripeProblem } from "./stripe-problem";
import { useCheckout, useStripeJs } from "./use-checkout";

interface Props {
  order: Order;
  stripe: StripeSettings;
  /** What the customer agrees to by paying, shown at the button. */
  consent: ReactNode;
  /** Where the payment is followed, if not where its kind is. */
  follow?: FollowPath;
}

/** Makes or finds the payment, loads Stripe.js meanwhile, then shows the card form. */
export function CheckoutForm({ order, stripe, consent, follow = followPath(order) }: Props) {
  const router = useRouter();
  const checkout = useCheckout(order);
  const stripeJs = useStripeJs(stripe);
  const theme = useMantineTheme();
  const scheme = useComputedColorScheme("light");
  const [attempt, setAttempt] = useState(0);
  const clientSecret = checkout.data?.client_secret;
  const options = useMemo(
    () => ({
      clientSecret,
      appearance: stripeAppearance(theme, scheme),
      loader: "always" as const,
    }),
    [clientSecret, theme, scheme],
  );

  // Paid meanwhile, in another tab say: there is nothing to pay here.
  const settled = checkout.data && !isOpen(checkout.data.status) ? checkout.data.payment_id : null;
  useEffect(() => {
    if (settled) router.replace(follow(settled));
  }, [settled, follow, router]);

  const startOver = () => checkout.refetch().then(() => setAttempt(attempt + 1));

  if (checkout.error) return <CheckoutProblem error={checkout.error} retry={checkout.refetch} />;
  if (stripeJs.error) return <StripeProblem retry={stripeJs.refetch} />;
  if (!checkout.data || !stripeJs.data || settled) {
    return <CardFormWaiting order={order} consent={consent} />;
  }
  return (
    <Elements key={`${clientSecret} ${attempt}`} stripe={stripeJs.data} options={options}>
      <PaymentForm checkout={checkout.data} follow={follow} consent={consent} retry={startOver} />
    </Elements>
  );
}
