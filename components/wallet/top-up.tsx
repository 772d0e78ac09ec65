"use client";

import { type ReactNode, useCallback, useState } from "react";
import { depositPath, type Told } from "@/components/checkout/addresses";
import { CheckoutForm } from "@/components/checkout/checkout-form";
import type { StripeSettings } from "@/components/checkout/load-stripe-js";
import panel from "@/components/ui/panel.module.css";
import { TextLink } from "@/components/ui/text-link";
import { walletOf } from "./addresses";
import { AmountForm } from "./amount-form";
import type { Limits } from "./check-amount";
import { ChosenAmount } from "./chosen-amount";
import classes from "./top-up.module.css";

interface Props {
  login: number;
  /** Of the wallet, upper case. */
  currency: string;
  limits: Limits;
  /** A suggested amount in units, as it came with the address. */
  suggested: number | null;
  /** Where the top-up was begun; the way back leads there. */
  back: string | null;
  stripe: StripeSettings;
  consent: ReactNode;
  sandbox: boolean;
}

/** Tops a wallet up by card: first how much, then the card. */
export function TopUp(props: Props) {
  const { login, currency, limits, suggested, back, stripe, consent, sandbox } = props;
  const [cents, setCents] = useState<number | null>(null);
  const [typed, setTyped] = useState(suggested);
  const choose = (chosen: number) => {
    setTyped(chosen / 100);
    setCents(chosen);
  };
  const follow = useCallback(
    (paymentId: string, told?: Told) => depositPath(paymentId, told, back),
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
        <AmountForm currency={currency} limits={limits} start={typed} choose={choose} />
      ) : (
        <>
          <ChosenAmount cents={cents} currency={currency} change={() => setCents(null)} />
          <CheckoutForm
            order={{ login, amount_cents: cents, currency: currency.toLowerCase() }}
            stripe={stripe}
            consent={consent}
            follow={follow}
          />
        </>
      )}
    </section>
  );
}
