"use client";

import { accountPath } from "@/components/account/paths";
import { challengePath } from "@/components/challenge/paths";
import { ButtonLink } from "@/components/ui/button-link";
import { ShortId } from "@/components/ui/short-id";
import { Steps } from "@/components/ui/steps";
import { formatMoney, formatSize } from "@/lib/core/money";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import type { RedirectStatus } from "../paths";
import classes from "./completion.module.css";
import { CompletionFooter } from "./completion-footer";
import type { Purchase } from "./stage";
import { StageAction } from "./stage-action";
import { stageMessage } from "./stage-messages";
import { stageSteps } from "./stage-steps";
import { usePurchase } from "./use-purchase";
import { WatchProblem } from "./watch-problem";

interface Props {
  start: Purchase;
  redirectStatus: RedirectStatus | null;
  loadedAt: string;
  /** `One-step 25K, Crypto` */
  item: string;
  isEmailEnabled: boolean;
  supportEmail: string;
}

/** A purchase from the payment to the account, updated live, and what to do where it fails. */
export function Completion(props: Props) {
  const { start, redirectStatus, loadedAt, item, isEmailEnabled, supportEmail } = props;
  const { purchase, stage, problem } = usePurchase({ purchase: start, redirectStatus, loadedAt });
  const { payment, account } = purchase;
  const amount = formatMoney(payment.amount_cents, payment.currency);
  const { title, money, text } = stageMessage(stage, {
    amount,
    thing: payment.kind === "program" ? "challenge" : "account",
    reason: payment.rejection_code ?? payment.failure_reason,
    hasRefundFailed: payment.refund_failed,
    isEmailEnabled,
  });
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
            <ButtonLink href={accountPath(account.id)} size="md" fullWidth>
              Go to your account
            </ButtonLink>
          </div>
        </>
      )}
      {stage === "ready" && payment.challenge_id !== null && (
        <>
          <p className={classes.text}>
            Set the password of its trading account on the challenge's page, and start trading.
          </p>
          <div className={classes.action}>
            <ButtonLink href={challengePath(payment.challenge_id)} size="md" fullWidth>
              Go to your challenge
            </ButtonLink>
          </div>
        </>
      )}
      <StageAction stage={stage} payment={payment} />
      <CompletionFooter paymentId={payment.payment_id} supportEmail={supportEmail} />
    </article>
  );
}

/** The account that the payment bought: its size, and the hotkey to trade with. */
function ReadyAccount({ account }: { account: PropAccountView }) {
  return (
    <dl className={classes.account}>
      <div>
        <dt>Account size</dt>
        <dd>{formatSize(account.account_size)}</dd>
      </div>
      {account.synthetic_hotkey && (
        <div>
          <dt>Account key (hotkey)</dt>
          <dd>
            <ShortId id={account.synthetic_hotkey} label="account key" />
          </dd>
        </div>
      )}
    </dl>
  );
}
