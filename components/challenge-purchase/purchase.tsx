"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { AlreadyPaid } from "@/components/checkout/already-paid";
import { CheckoutLayout, type CheckoutParts } from "@/components/checkout/checkout-layout";
import { completePath } from "@/components/checkout/paths";
import { useTitle } from "@/components/ui/use-title";
import type { ProgramView } from "@/lib/catalog/schemas";
import type { ChallengesView } from "@/lib/challenges/schemas";
import type { PaymentView } from "@/lib/payments/schemas";
import type { PayerAccountsView } from "@/lib/purchases/schemas";
import { BuyForm } from "./buy-form";
import { FailedPurchase } from "./failed-purchase";
import { pageTitle } from "./page-title";
import { payerAccountsQuery, previewKey } from "./queries";
import { useRecentPurchase } from "./recent-purchase";
import { RecentPurchaseNotice } from "./recent-purchase-notice";
import { Result } from "./result";
import { Unconfirmed } from "./unconfirmed";
import { type PurchaseState, usePurchase } from "./use-purchase";
import { Waiting } from "./waiting";

interface Props {
  program: ProgramView;
  payers: PayerAccountsView;
  /** The customer's newest purchases. */
  newest: ChallengesView;
  /** A card payment for the program that is processing or was paid within the hour. */
  cardPayment: PaymentView | null;
  /** The version of the terms that `consent` names. */
  termsVersion: number;
  consent: ReactNode;
  parts: CheckoutParts;
  /** The choice of the payment method; null for a free program. */
  methods: ReactNode;
  /** This checkout, to return to after a top-up. */
  path: string;
  supportEmail: string;
}

/** The purchase of a program from a wallet, from the choice of the wallet to the account's login. */
export function Purchase(props: Props) {
  const { program, payers, newest, cardPayment, termsVersion, consent } = props;
  const { parts, methods, path, supportEmail } = props;
  const { state, confirm, stop, tryAgain, startOver } = usePurchase(program.id);
  const { data, refetch: refetchWallets } = useQuery(payerAccountsQuery(program.id, payers));
  const { recent, acknowledge, refetch: refetchRecent } = useRecentPurchase(program.id, newest);
  // One that has bought its challenge is among the newest purchases.
  const [paidByCard, setPaidByCard] = useState(
    cardPayment?.challenge_id == null && cardPayment?.rejection_code == null ? cardPayment : null,
  );
  const panel = useRef<HTMLElement>(null);
  const { step } = state;
  const free = program.price === 0;
  const isChoosing = step === "choosing" && state.rejection === null;
  const showsCard = paidByCard !== null && isChoosing;
  const showsRecent = !showsCard && recent !== null && isChoosing;
  /** The wallet of a press while earlier purchases are fetched once more. */
  const [checkingLogin, setCheckingLogin] = useState<number | null>(null);
  const focusPanel = () => panel.current?.focus();
  const buyOnce = async (login: number, amount: number) => {
    // Busy until then: a second press must not buy after the first one has bought.
    setCheckingLogin(login);
    try {
      // Bought in another tab or on another device since this page was loaded: the page asks first.
      if (await refetchRecent()) focusPanel();
      else confirm({ login, amount, termsVersion });
    } finally {
      setCheckingLogin(null);
    }
  };
  const buyAnother = () => {
    acknowledge();
    focusPanel();
  };
  useTitle(pageTitle(step, free));
  useRefreshAfterFailure(program.id, state, refetchWallets);
  // The button that was pressed is gone: the focus moves to the panel that replaced it.
  const replacedBy = ["waiting", "unknown", "failed"].includes(step) ? step : null;
  useEffect(() => {
    if (replacedBy) panel.current?.focus();
  }, [replacedBy]);

  if (step === "bought") return <Result program={program} bought={state.bought} />;
  return (
    <CheckoutLayout
      parts={step === "failed" ? { ...parts, next: null } : parts}
      title={free ? "Free of charge" : "Payment"}
      ref={panel}
    >
      {step === "choosing" && methods}
      {showsCard && (
        <AlreadyPaid
          payment={paidByCard}
          view={paidByCard}
          isDeposit={false}
          follow={completePath}
          onAnother={() => {
            setPaidByCard(null);
            focusPanel();
          }}
        />
      )}
      {showsRecent && <RecentPurchaseNotice recent={recent} free={free} onAnother={buyAnother} />}
      {!showsCard && !showsRecent && (step === "choosing" || step === "sending") && (
        <BuyForm
          program={program}
          back={path}
          wallets={data.rows}
          openable={data.openable_currency}
          onOpened={refetchWallets}
          busyLogin={step === "sending" ? state.login : checkingLogin}
          rejection={step === "choosing" ? state.rejection : null}
          consent={consent}
          supportEmail={supportEmail}
          onBuy={buyOnce}
        />
      )}
      {(step === "waiting" || step === "checking") && (
        <Waiting state={state} free={free} onStop={stop} />
      )}
      {step === "unknown" && <Unconfirmed login={state.login} free={free} onTryAgain={tryAgain} />}
      {step === "failed" && (
        <FailedPurchase
          initial={state.purchase}
          reference={state.error?.requestId ?? null}
          onStartOver={startOver}
        />
      )}
    </CheckoutLayout>
  );
}

/** After a rejection or a failure, fetches the wallets again, and a price that has changed. */
function useRefreshAfterFailure(
  programId: number,
  state: PurchaseState,
  refetchWallets: () => unknown,
) {
  const router = useRouter();
  const queries = useQueryClient();
  const rejection = state.step === "choosing" ? state.rejection : null;
  const isStale = state.step === "failed" || rejection !== null;
  const isPriceOld = rejection?.code === "AMOUNT_MISMATCH";
  useEffect(() => {
    if (isStale) void refetchWallets();
  }, [isStale, refetchWallets]);
  useEffect(() => {
    if (!isPriceOld) return;
    void queries.invalidateQueries({ queryKey: previewKey(programId) });
    router.refresh();
  }, [isPriceOld, queries, router, programId]);
}
