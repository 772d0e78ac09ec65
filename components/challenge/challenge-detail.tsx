import { receiptPath } from "@/components/payment/paths";
import { afterPassing } from "@/components/store/program-end";
import { ButtonLink } from "@/components/ui/button-link";
import classes from "@/components/ui/detail.module.css";
import panel from "@/components/ui/panel.module.css";
import type { Step } from "@/components/ui/steps";
import { Steps } from "@/components/ui/steps";
import type { ChallengeDetailView } from "@/lib/challenges/schemas";
import type { ChallengeEvaluationView } from "@/lib/evaluation/schemas";
import type { TradingAccountView } from "@/lib/trading/schemas";
import { AccountPanel } from "./account-panel";
import { ChallengeHeader } from "./challenge-header";
import { EvaluationPanel } from "./evaluation/evaluation-panel";
import { lossRulesOf } from "./evaluation/verdict-sentence";
import { TradingPassword } from "./password/trading-password";
import { challengeReceiptPath } from "./paths";
import { PhaseProgress } from "./phase-progress";
import { RulesPanel } from "./rules-panel";

interface Props {
  detail: ChallengeDetailView;
  /** Where the current phase stands. */
  evaluation: ChallengeEvaluationView;
  /** The account of the current phase; null while the trading server is unreachable. */
  account: TradingAccountView | null;
  /** The steps of its purchase. */
  steps: Step[];
}

/** A challenge for its trader: where it stands, phases and rules, the account, the purchase. */
export function ChallengeDetail({ detail, evaluation, account, steps }: Props) {
  const { challenge, phases, purchase, current_phase: current } = detail;
  const end = afterPassing(phases, purchase.amount);
  const receipt = receiptOf(detail);
  return (
    <>
      <ChallengeHeader detail={detail} state={evaluation.status} />
      <EvaluationPanel
        initial={evaluation}
        rules={lossRulesOf(phases, evaluation.phase_index)}
        stopped={stoppedBy(challenge)}
        hasNextPhase={phases.some(({ phase_index }) => phase_index > evaluation.phase_index)}
      />
      <div className={classes.layout}>
        <div className={classes.side}>
          {account && (
            <>
              <AccountPanel
                account={account}
                initialBalance={current.initial_balance}
                hasTradingData={evaluation.last_event_at !== null}
              />
              {account.enable === 1 && (
                <TradingPassword login={account.login} mustChange={account.must_change_password} />
              )}
            </>
          )}
        </div>
        <div className={classes.main}>
          <section className={panel.panel} aria-labelledby="phases">
            <h2 id="phases" className={panel.title}>
              Phases
            </h2>
            <PhaseProgress phases={phases} evaluation={evaluation} />
          </section>
          <RulesPanel phases={phases} current={challenge.current_phase_index} end={end} />
          <section className={panel.panel} aria-labelledby="purchase">
            <h2 id="purchase" className={panel.title}>
              Purchase
            </h2>
            <Steps label="Purchase" steps={steps} exact />
            {receipt && (
              <div className={panel.buttons}>
                <ButtonLink href={receipt} variant="default">
                  View receipt
                </ButtonLink>
              </div>
            )}
          </section>
        </div>
      </div>
    </>
  );
}

/** Whether the challenge is suspended, or was ended by something else than trading. */
function stoppedBy({ hold, end_reason }: ChallengeDetailView["challenge"]) {
  if (end_reason !== null) return "ended";
  return hold ? "suspended" : null;
}

/** A card payment has a receipt of its own; a fee from the wallet has that of the challenge. */
function receiptOf({ purchase, challenge }: ChallengeDetailView): string | null {
  if (purchase.payment_id !== null) return receiptPath(purchase.payment_id);
  return purchase.payment_order === null ? null : challengeReceiptPath(challenge.id);
}
