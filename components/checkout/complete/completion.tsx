"use client";

import { ButtonLink } from "@/components/ui/button-link";
import { Steps } from "@/components/ui/steps";
import { formatMoney } from "@/lib/money";
import { newAccountPath, type Told } from "../addresses";
import classes from "./completion.module.css";
import { CompletionFooter } from "./completion-footer";
import { ReadyAccount } from "./ready-account";
import type { Purchase } from "./stage";
import { StageAction } from "./stage-action";
import { stageSteps } from "./stage-steps";
import { stageWords } from "./stage-words";
import { usePurchase } from "./use-purchase";
import { WatchProblem } from "./watch-problem";

interface Props {
  start: Purchase;
  told: Told | null;
  loadedAt: string;
  /** `25K challenge, Crypto` */
  item: string;
  supportEmail: string;
}

/** A purchase from the payment to the account, as it happens, and what to do where it doesn't. */
export function Completion({ start, told, loadedAt, item, supportEmail }: Props) {
  const { purchase, stage, problem } = usePurchase({ purchase: start, told, loadedAt });
  const { payment, account } = purchase;
  const amount = formatMoney(payment.amount_cents, payment.currency);
  const { title, money, text } = stageWords(stage, { amount, reason: payment.failure_reason });
  return (
    <article className={classes.card} data-stage={stage}>
      <p className={classes.item}>
        <span>{item}</span>
        <span>{amount}</span>
      </p>
      <div aria-live="polite">
        <h1 className={classes.title}>{title}</h1>
        <p className={classes.money}>{money}</p>
        {text && <p className={classes.text}>{text}</p>}
      </div>
      <WatchProblem error={problem} />
      <div className={classes.steps}>
        <Steps label="Your purchase" steps={stageSteps(stage, purchase)} />
      </div>
      {stage === "ready" && account && (
        <>
          <ReadyAccount account={account} />
          <div className={classes.action}>
            <ButtonLink href={newAccountPath(account.id)} size="md" fullWidth>
              View account on your dashboard
            </ButtonLink>
          </div>
        </>
      )}
      <StageAction stage={stage} payment={payment} />
      <CompletionFooter paymentId={payment.payment_id} supportEmail={supportEmail} />
    </article>
  );
}
