import { useComputedColorScheme, useMantineTheme } from "@mantine/core";
import { Elements } from "@stripe/react-stripe-js";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { PaidAlready } from "./already-paid";
import { cardFormFonts } from "./card-form-font";
import { CardFormWaiting } from "./card-form-waiting";
import { CheckoutProblem } from "./checkout-problem";
import type { PaymentCheck } from "./confirm";
import { isFinalError } from "./error-messages";
import { isOpen } from "./is-open";
import type { StripeSettings } from "./load-stripe-js";
import type { FollowPath, Order } from "./order";
import { PaymentForm } from "./payment-form";
import { stripeAppearance } from "./stripe-appearance";
import { StripeProblem } from "./stripe-problem";
import { useCheckout, useStripeJs } from "./use-checkout";

interface Props {
  order: Order;
  /** The id of the newest payment for the same thing that the buyer was shown. */
  acknowledgedId: string | null;
  stripe: StripeSettings;
  consent: ReactNode;
  follow: FollowPath;
  /** Called when the same thing is paid or processing, so that there is nothing to pay. */
  onPaid: (payment: PaidAlready) => void;
}

/** Creates or finds the payment, loads Stripe.js at the same time, then shows the card form. */
export function CardCheckout({ order, acknowledgedId, stripe, consent, follow, onPaid }: Props) {
  const router = useRouter();
  const checkout = useCheckout(order, acknowledgedId);
  const stripeJs = useStripeJs(stripe);
  const theme = useMantineTheme();
  const scheme = useComputedColorScheme("light");
  const [attempt, setAttempt] = useState(0);
  const [shown, setShown] = useState<string | null>(null);
  const [expired, setExpired] = useState(false);
  const payment = checkout.data;
  const clientSecret = payment?.client_secret;
  const options = useMemo(
    () => ({
      clientSecret,
      appearance: stripeAppearance(theme, scheme),
      fonts: cardFormFonts(),
      loader: "always" as const,
    }),
    [clientSecret, theme, scheme],
  );

  const settled = payment && !isOpen(payment.status) ? payment : null;
  useEffect(() => {
    if (settled) onPaid(settled);
  }, [settled, onPaid]);

  // While a form is shown, an unreachable server says nothing about its payment.
  const { error } = checkout;
  const finalError = error && (!payment || isFinalError(error)) ? error : null;
  const repriced = finalError?.code === "AMOUNT_MISMATCH";
  // A new payment may belong to another customer who has signed in since: the header must show them.
  const replacement = expired ? shown : null;
  useEffect(() => {
    if (repriced || replacement) router.refresh();
  }, [repriced, replacement, router]);

  if (payment && !settled && payment.payment_id !== shown) {
    setShown(payment.payment_id);
    setExpired(shown !== null);
  }

  const startOver = () => checkout.refetch().then(() => setAttempt(attempt + 1));

  /** Checks that the payment on the page is still the one to pay, right before it is confirmed. */
  async function check(): Promise<PaymentCheck> {
    const { data, error } = await checkout.refetch();
    if (error && !isFinalError(error)) return "unreachable";
    const isCurrent = !error && data && data.payment_id === shown && isOpen(data.status);
    return isCurrent ? "current" : "replaced";
  }

  if (finalError) return <CheckoutProblem error={finalError} retry={checkout.refetch} />;
  if (stripeJs.error) return <StripeProblem retry={stripeJs.refetch} />;
  if (!payment || !stripeJs.data || settled) {
    return <CardFormWaiting order={order} consent={consent} />;
  }
  return (
    <Elements key={`${clientSecret} ${attempt}`} stripe={stripeJs.data} options={options}>
      <PaymentForm
        checkout={payment}
        expired={expired}
        follow={follow}
        consent={consent}
        check={check}
        retry={startOver}
      />
    </Elements>
  );
}
