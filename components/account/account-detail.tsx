import { EvaluationPanel } from "@/components/challenge/evaluation/evaluation-panel";
import { lossRulesOf } from "@/components/challenge/evaluation/verdict-sentence";
import { RulesPanel } from "@/components/challenge/rules-panel";
import { paymentPath, receiptPath } from "@/components/payment/paths";
import { afterPassing } from "@/components/store/program-end";
import { BackLink } from "@/components/ui/back-link";
import { ButtonLink } from "@/components/ui/button-link";
import layout from "@/components/ui/detail.module.css";
import header from "@/components/ui/detail-header.module.css";
import { ExactTime } from "@/components/ui/exact-time";
import panel from "@/components/ui/panel.module.css";
import { StatusBadge } from "@/components/ui/status-badge";
import { Steps } from "@/components/ui/steps";
import type { AccountPhase } from "@/lib/accounts/schemas";
import { soldTierName } from "@/lib/catalog/product-name";
import { marketName } from "@/lib/core/format";
import { formatSize } from "@/lib/core/money";
import type { ChallengeEvaluationView } from "@/lib/evaluation/schemas";
import type { PaymentView } from "@/lib/payments/schemas";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import { AccountNote } from "./account-note";
import { accountSteps } from "./account-steps";
import { accountBadge } from "./describe-account";
import { accountsPath } from "./paths";
import { RefreshOnChange } from "./refresh-on-change";
import { TradingKey } from "./trading-key";

interface Props {
  account: PropAccountView;
  /** Empty for an account from before its rules were stored. */
  phases: AccountPhase[];
  /** Where its current phase stands; null for an account that isn't judged. */
  evaluation: ChallengeEvaluationView | null;
  /** Null for an account that nothing was paid for. */
  payment: PaymentView | null;
  supportEmail: string;
}

/** A prop account for its trader: where it stands, what it is traded with, its rules, the purchase. */
export function AccountDetail({ account, phases, evaluation, payment, supportEmail }: Props) {
  const { id, account_size: size, market, tier_terms: terms, status, activated_at } = account;
  const currency = terms?.currency ?? "usd";
  return (
    <>
      <RefreshOnChange
        paths={[`/v2/payments/prop-accounts/${id}`]}
        isPending={status === "provisioning"}
      />
      <header>
        <BackLink href={accountsPath}>Your accounts</BackLink>
        <div className={header.title}>
          <h1>{soldTierName(account)}</h1>
          <StatusBadge {...accountBadge(status)} />
        </div>
        <dl className={header.facts}>
          <div>
            <dt>Account size</dt>
            <dd>{formatSize(size, currency)}</dd>
          </div>
          <div>
            <dt>Market</dt>
            <dd>{marketName(market)}</dd>
          </div>
          {phases.length > 1 && (
            <div>
              <dt>Phase</dt>
              <dd>
                1 of {phases.length}: {phases[0]?.name}
              </dd>
            </div>
          )}
          <div>
            <dt>{activated_at ? "Started" : "Ordered"}</dt>
            <dd>
              <ExactTime at={activated_at ?? account.created_at} short />
            </dd>
          </div>
        </dl>
        <AccountNote account={account} supportEmail={supportEmail} />
      </header>
      {evaluation && (
        <EvaluationPanel
          initial={evaluation}
          rules={lossRulesOf(phases, evaluation.phase_index)}
          stopped={status === "suspended" ? "suspended" : null}
          hasNextPhase={phases.some(({ phase_index }) => phase_index > evaluation.phase_index)}
        />
      )}
      <div className={layout.layout}>
        <div className={layout.side}>
          <TradingKey account={account} />
        </div>
        <div className={layout.main}>
          {phases.length > 0 && (
            <RulesPanel
              phases={phases}
              current={1}
              end={afterPassing(phases, payment?.amount_cents ?? 0)}
            />
          )}
          <section className={panel.panel} aria-labelledby="purchase">
            <h2 id="purchase" className={panel.title}>
              Purchase
            </h2>
            <Steps label="Purchase" steps={accountSteps(account, payment)} exact />
            {payment && (
              <div className={panel.buttons}>
                {payment.paid_at && (
                  <ButtonLink href={receiptPath(payment.payment_id)} variant="default">
                    View receipt
                  </ButtonLink>
                )}
                <ButtonLink href={paymentPath(payment.payment_id)} variant="default">
                  View payment
                </ButtonLink>
              </div>
            )}
          </section>
        </div>
      </div>
    </>
  );
}
