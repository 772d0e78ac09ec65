import { afterPassing } from "@/components/store/program-end";
import { ButtonLink } from "@/components/ui/button-link";
import classes from "@/components/ui/detail.module.css";
import panel from "@/components/ui/panel.module.css";
import type { Step } from "@/components/ui/steps";
import { Steps } from "@/components/ui/steps";
import type { ChallengeDetailView } from "@/lib/challenges/schemas";
import type { TradingAccountView } from "@/lib/trading/schemas";
import { receiptPath } from "../payment/paths";
import { AccountPanel } from "./account-panel";
import { ChallengeHeader } from "./challenge-header";
import { TradingPassword } from "./password/trading-password";
import { challengeReceiptPath } from "./paths";
import { Phases } from "./phases";

interface Props {
  detail: ChallengeDetailView;
  /** The account of the current phase; null while the trading server is unreachable. */
  account: TradingAccountView | null;
  /** The steps of its purchase. */
  steps: Step[];
}

/** A challenge for its trader: phases and rules, the account, the purchase. */
export function ChallengeDetail({ detail, account, steps }: Props) {
  const { challenge, phases, program, purchase } = detail;
  const end = afterPassing(phases, purchase.amount);
  return (
    <>
      <ChallengeHeader detail={detail} />
      <div className={classes.layout}>
        <div className={classes.side}>
          {account && (
            <>
              <AccountPanel account={account} />
              {account.enable === 1 && (
                <TradingPassword login={account.login} mustChange={account.must_change_password} />
              )}
            </>
          )}
        </div>
        <div className={classes.main}>
          <section className={panel.panel} aria-labelledby="phases">
            <h2 id="phases" className={panel.title}>
              Phases and rules
            </h2>
            <Phases phases={phases} currency={account?.currency ?? program.price_currency} />
            {end && <p className={classes.end}>{end}</p>}
          </section>
          <section className={panel.panel} aria-labelledby="purchase">
            <h2 id="purchase" className={panel.title}>
              Purchase
            </h2>
            <Steps label="Purchase" steps={steps} exact />
            {purchase.payment_order !== null && (
              <div className={panel.buttons}>
                <ButtonLink
                  href={
                    purchase.payment_id === null
                      ? challengeReceiptPath(challenge.id)
                      : receiptPath(purchase.payment_id)
                  }
                  variant="default"
                >
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
