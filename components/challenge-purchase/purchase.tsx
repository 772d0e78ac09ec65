"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import order from "@/components/checkout/order.module.css";
import { BackLink } from "@/components/ui/back-link";
import { useTitle } from "@/components/ui/use-title";
import type { ProgramView } from "@/lib/catalog/schemas";
import type { ChallengesView, PayerAccountsView } from "@/lib/challenges/schemas";
import { BoughtAlready } from "./bought-already";
import { BuyForm } from "./buy-form";
import { FailedPurchase } from "./failed-purchase";
import { Result } from "./result";
import { titleAt } from "./titles";
import { Unknown } from "./unknown";
import { useBuy } from "./use-buy";
import { useFresh } from "./use-fresh";
import { useRecent } from "./use-recent";
import { useWallets } from "./use-wallets";
import { Waiting } from "./waiting";

interface Props {
  program: ProgramView;
  payers: PayerAccountsView;
  /** The customer's newest purchases. */
  before: ChallengesView;
  consent: ReactNode;
  summary: ReactNode;
  /** What happens after the button is pressed. */
  next: ReactNode;
  supportEmail: string;
}

/** Buying a program from a wallet, from the choice of the wallet to the account's login. */
export function Purchase({ program, before, consent, summary, next, ...given }: Props) {
  const { state, confirm, stop, tryAgain, startOver } = useBuy(program.id);
  const { wallets, openable, refetch } = useWallets(program.id, given.payers);
  const { recent, acknowledge, look } = useRecent(program.id, before);
  const panel = useRef<HTMLElement>(null);
  const { step } = state;
  const free = program.price === 0;
  const asksFirst = recent !== null && step === "choosing" && state.refusal === null;
  /** The wallet of a press that waits for a last look at what was bought elsewhere. */
  const [looking, setLooking] = useState<number | null>(null);
  const focusPanel = () => panel.current?.focus();
  const buyOnce = async (login: number, amount: number) => {
    // Busy until then: a second press must not buy after the first one has bought.
    setLooking(login);
    try {
      // Bought in another tab or on another device since this page was loaded: the page asks first.
      if (await look()) focusPanel();
      else confirm(login, amount);
    } finally {
      setLooking(null);
    }
  };
  const buyAnother = () => {
    acknowledge();
    focusPanel();
  };
  useTitle(titleAt(step, free));
  useFresh(program.id, state, refetch);
  // The button that was pressed is gone: the keyboard and the eye go to what stands in its place.
  const replacedBy = ["waiting", "unknown", "failed"].includes(step) ? step : null;
  useEffect(() => {
    if (replacedBy) panel.current?.focus();
  }, [replacedBy]);

  if (step === "bought") return <Result program={program} bought={state.bought} />;
  return (
    <>
      <BackLink href="/#wallet">All challenges</BackLink>
      <h1 className={order.heading}>{titleAt("choosing", free)}</h1>
      <div className={order.layout}>
        {summary}
        <section ref={panel} tabIndex={-1} className={order.pay} aria-labelledby="pay">
          <h2 id="pay" className={order.title}>
            {free ? "Free of charge" : "Pay from your wallet"}
          </h2>
          {asksFirst && <BoughtAlready recent={recent} free={free} onAnother={buyAnother} />}
          {!asksFirst && (step === "choosing" || step === "asking") && (
            <BuyForm
              program={program}
              wallets={wallets}
              openable={openable}
              onOpened={refetch}
              asking={step === "asking" ? state.login : looking}
              refusal={step === "choosing" ? state.refusal : null}
              consent={consent}
              supportEmail={given.supportEmail}
              onBuy={buyOnce}
            />
          )}
          {(step === "waiting" || step === "checking") && (
            <Waiting state={state} free={free} onStop={stop} />
          )}
          {step === "unknown" && <Unknown login={state.login} free={free} onTryAgain={tryAgain} />}
          {step === "failed" && (
            <FailedPurchase
              purchase={state.purchase}
              reference={state.error?.requestId ?? null}
              onStartOver={startOver}
            />
          )}
        </section>
        {step !== "failed" && next}
      </div>
    </>
  );
}
