"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Told } from "@/components/checkout/addresses";
import classes from "@/components/checkout/complete/completion.module.css";
import { CompletionFooter } from "@/components/checkout/complete/completion-footer";
import { WatchProblem } from "@/components/checkout/complete/watch-problem";
import panel from "@/components/ui/panel.module.css";
import { Steps } from "@/components/ui/steps";
import { formatMoney } from "@/lib/money";
import type { DepositView } from "@/lib/payments/schemas";
import { WALLET } from "../use-wallets";
import { DepositAction } from "./deposit-action";
import { depositSteps } from "./steps";
import { useDeposit } from "./use-deposit";
import { depositWords } from "./words";

interface Props {
  start: DepositView;
  told: Told | null;
  /** Where the top-up was begun. */
  back: string | null;
  loadedAt: string;
  supportEmail: string;
}

/** A deposit from the card's payment to the wallet's credit, as it happens. */
export function Deposit({ start, told, back, loadedAt, supportEmail }: Props) {
  const { payment, stage, problem } = useDeposit({ payment: start, told, loadedAt });
  const { login, credited_order, failure_reason: reason } = payment;
  const amount = formatMoney(payment.amount_cents, payment.currency);
  const { title, money, text } = depositWords(stage, { amount, login, reason });

  const queries = useQueryClient();
  useEffect(() => {
    if (credited_order !== null) void queries.invalidateQueries({ queryKey: [WALLET] });
  }, [credited_order, queries]);

  return (
    <section className={panel.panel} aria-labelledby="deposit" data-stage={stage}>
      <div aria-live="polite">
        <h2 id="deposit" className={classes.title}>
          {title}
        </h2>
        <p className={classes.money}>{money}</p>
        {text && <p className={classes.text}>{text}</p>}
      </div>
      <WatchProblem error={problem} />
      <div className={classes.steps}>
        <Steps label="Your deposit" steps={depositSteps(stage, payment)} />
      </div>
      <DepositAction stage={stage} payment={payment} back={back} />
      <CompletionFooter paymentId={payment.payment_id} supportEmail={supportEmail} />
    </section>
  );
}
