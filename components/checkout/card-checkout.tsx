import { useComputedColorScheme, useMantineTheme } from "@mantine/core";
import { Elements } from "@stripe/react-stripe-js";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { PaidAlready } from "./already-paid";
import { CardFormWaiting } from "./card-form-waiting";
import { CheckoutProblem } from "./checkout-problem";
import type { Check } from "./confirm";
import { isOpen } from "./is-open";
import type { StripeSettings } from "./load-stripe-js";
import type { FollowPath, Order } from "./order";
import { PaymentForm } from "./payment-form";
import { isFinalRefusal } from "./refusal-words";
import { stripeAppearance } from "./stripe-appearance";
import { StripeProblem } from "./stripe-problem";
import { useCheckout, useStripeJs } from "./use-checkout";

interface Props {
  order: Order;
  /** The newest payment for the same thing that the buyer was shown. */
  known: string | null;
  stripe: StripeSettings;
  consent: ReactNode;
  follow: FollowPath;
  /** There is nothing to pay: the same thing is paid or processing. */
  onPaid: (payment: PaidAlready) => void;
}

/** Makes or finds the payment, loads Stripe.js in the meantime, then shows the card form. */
export function CardCheckout({ order, known, stripe, consent, follow, onPaid }: Props) {
  const router = useRouter();
  const checkout = useCheckout(order, known);
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
      loader: "always" as const,
    }),
    [clientSecret, theme, scheme],
  );

  const settled = payment && !isOpen(payment.status) ? payment : null;
  useEffect(() => {
    if (settled) onPaid(settled);
  }, [settled, onPaid]);

  // With a form on the page, a server that can't be reached says nothing about its payment.
  const { error } = checkout;
  const refusal = error && (!payment || isFinalRefusal(error)) ? error : null;
  const repriced = refusal?.code === "AMOUNT_MISMATCH";
  // A replaced payment may belong to another customer who signed in meanwhile: the header shows who that is.
  const replacement = expired ? shown : null;
  useEffect(() => {
    if (repriced || replacement) router.refresh();
  }, [repriced, replacement, router]);

  if (payment && !settled && payment.payment_id !== shown) {
    setShown(payment.payment_id);
    setExpired(shown !== null);
  }

  const startOver = () => checkout.refetch().then(() => setAttempt(attempt + 1));

  /** Whether the payment on the page is still the one to pay: the last look before money moves. */
  async function check(): Promise<Check> {
    const { data, error } = await checkout.refetch();
    if (error && !isFinalRefusal(error)) return "unreachable";
    const isCurrent = !error && data && data.payment_id === shown && isOpen(data.status);
    return isCurrent ? "current" : "replaced";
  }

  if (refusal) return <CheckoutProblem error={refusal} retry={checkout.refetch} />;
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
