"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import classes from "@/components/checkout/complete/completion.module.css";
import { CompletionFooter } from "@/components/checkout/complete/completion-footer";
import { useWatch } from "@/components/checkout/complete/use-watch";
import { WatchProblem } from "@/components/checkout/complete/watch-problem";
import type { RedirectStatus } from "@/components/checkout/paths";
import { api } from "@/components/client/api";
import panel from "@/components/ui/panel.module.css";
import { Steps } from "@/components/ui/steps";
import { formatMoney } from "@/lib/core/money";
import type { DepositView } from "@/lib/payments/schemas";
import { WALLET } from "../use-wallets";
import { DepositAction } from "./deposit-action";
import { depositMessage } from "./messages";
import { depositStage } from "./stage";
import { depositSteps } from "./steps";

interface Props {
  start: DepositView;
  redirectStatus: RedirectStatus | null;
  /** The path to return to. */
  back: string | null;
  /** The server's time when the page was loaded. ISO 8601. */
  loadedAt: string;
  supportEmail: string;
}

/** Follows a deposit from the card payment until the wallet is credited. */
export function Deposit({ start, redirectStatus, back, loadedAt, supportEmail }: Props) {
  const { current, stage, problem } = useWatch({
    start: { payment: start },
    redirectStatus,
    loadedAt,
    fetch: fetchDeposit,
    stageOf: depositStage,
  });
  const { payment } = current;
  const { login, credited_order, failure_reason: reason } = payment;
  const amount = formatMoney(payment.amount_cents, payment.currency);
  const { title, money, text } = depositMessage(stage, {
    amount,
    login,
    isCredited: credited_order !== null,
    reason,
  });

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
        <Steps label="Your top-up" steps={depositSteps(stage, payment)} />
      </div>
      <DepositAction stage={stage} payment={payment} back={back} />
      <CompletionFooter paymentId={payment.payment_id} supportEmail={supportEmail} />
    </section>
  );
}

const fetchDeposit = async (id: string) => ({
  payment: await api<DepositView>("GET", `/v2/payments/${encodeURIComponent(id)}`),
});
