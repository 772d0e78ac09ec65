"use client";

import { UnstyledButton } from "@mantine/core";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { CheckoutForm } from "@/components/checkout/checkout-form";
import type { StripeSettings } from "@/components/checkout/load-stripe-js";
import { depositPath, type RedirectStatus } from "@/components/checkout/paths";
import panel from "@/components/ui/panel.module.css";
import { TextLink } from "@/components/ui/text-link";
import { formatMoney } from "@/lib/core/money";
import { AmountForm } from "./amount-form";
import type { Limits } from "./check-amount";
import { walletOf } from "./paths";
import classes from "./top-up.module.css";

interface Props {
  login: number;
  /** The currency of the wallet, upper case. */
  currency: string;
  limits: Limits;
  /** A suggested amount in units, from the page's query. */
  suggested: number | null;
  /** The path to return to. */
  back: string | null;
  stripe: StripeSettings;
  /** The version of the terms that `consent` names. */
  termsVersion: number;
  consent: ReactNode;
  sandbox: boolean;
}

/** Tops a wallet up by card: first the amount, then the card. */
export function TopUp(props: Props) {
  const { login, currency, limits, suggested, back, stripe, termsVersion, consent, sandbox } =
    props;
  const [cents, setCents] = useState<number | null>(null);
  const [start, setStart] = useState(suggested);
  const choose = (amount: number) => {
    setStart(amount / 100);
    setCents(amount);
  };
  const follow = useCallback(
    (paymentId: string, redirectStatus?: RedirectStatus) =>
      depositPath(paymentId, redirectStatus, back),
    [back],
  );
  return (
    <section className={panel.panel} aria-labelledby="top-up" data-sandbox={sandbox || undefined}>
      <div className={classes.head}>
        <h2 id="top-up" className={classes.title}>
          Top up wallet {login}
        </h2>
        <TextLink href={back ?? walletOf(login)} quiet>
          Cancel
        </TextLink>
      </div>
      {cents === null ? (
        <AmountForm currency={currency} limits={limits} start={start} choose={choose} />
      ) : (
        <>
          <ChosenAmount cents={cents} currency={currency} change={() => setCents(null)} />
          <CheckoutForm
            order={{
              login,
              amount_cents: cents,
              currency: currency.toLowerCase(),
              terms_version: termsVersion,
            }}
            stripe={stripe}
            consent={consent}
            follow={follow}
          />
        </>
      )}
    </section>
  );
}

interface ChosenAmountProps {
  cents: number;
  currency: string;
  change: () => void;
}

/** The chosen amount above the card form, with a button to change it. */
function ChosenAmount({ cents, currency, change }: ChosenAmountProps) {
  const line = useRef<HTMLParagraphElement>(null);
  // The button that had the keyboard's focus went with the amount's form.
  useEffect(() => line.current?.focus(), []);
  return (
    <p className={classes.amount} ref={line} tabIndex={-1}>
      <strong>{formatMoney(cents, currency)}</strong>
      <UnstyledButton className={classes.change} onClick={change}>
        Change amount
      </UnstyledButton>
    </p>
  );
}
