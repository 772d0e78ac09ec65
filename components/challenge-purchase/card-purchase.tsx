import type { ReactNode } from "react";
import { CheckoutForm } from "@/components/checkout/checkout-form";
import type { StripeSettings } from "@/components/checkout/load-stripe-js";
import order from "@/components/checkout/order.module.css";
import { programSize } from "@/components/store/program";
import { BackLink } from "@/components/ui/back-link";
import { NextSteps } from "@/components/ui/next-steps";
import type { ProgramView } from "@/lib/catalog/schemas";
import type { ChallengesView } from "@/lib/challenges/schemas";
import { minorUnits } from "@/lib/core/money";
import type { PaymentView } from "@/lib/payments/schemas";
import { pageTitle } from "./page-title";
import { RecentPurchaseFirst } from "./recent-purchase-first";

interface Props {
  program: ProgramView;
  /** A payment for the program that is processing or was paid within the hour. */
  recent: PaymentView | null;
  /** The customer's newest purchases. */
  newest: ChallengesView;
  stripe: StripeSettings;
  sandbox: boolean;
  /** The version of the terms that `consent` names. */
  termsVersion: number;
  consent: ReactNode;
  summary: ReactNode;
  /** The choice of the payment method. */
  methods: ReactNode;
}

/** The purchase of a program by card. */
export function CardPurchase(props: Props) {
  const { program, recent, newest, stripe, sandbox, termsVersion, consent, summary, methods } =
    props;
  const { id, price, price_currency } = program;
  return (
    <>
      <BackLink href="/">All challenges</BackLink>
      <h1 className={order.heading}>{pageTitle("choosing", false)}</h1>
      <div className={order.layout}>
        {summary}
        <section className={order.pay} aria-labelledby="pay" data-sandbox={sandbox || undefined}>
          <h2 id="pay" className={order.title}>
            Payment
          </h2>
          {methods}
          <RecentPurchaseFirst programId={id} newest={newest}>
            <CheckoutForm
              key={id}
              order={{
                program_id: id,
                amount_cents: minorUnits(price),
                currency: price_currency.toLowerCase(),
                terms_version: termsVersion,
              }}
              recent={recent}
              stripe={stripe}
              consent={consent}
            />
          </RecentPurchaseFirst>
        </section>
        <NextSteps
          steps={[
            "Your bank approves the payment. It may ask you to verify it.",
            `We open your ${programSize(program)} account, usually within seconds. You'll see the progress live.`,
            "You set the account's password on the challenge's page, and sign in with it to trade.",
          ]}
        />
      </div>
    </>
  );
}
