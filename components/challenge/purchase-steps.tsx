import type { ReactNode } from "react";
import { paymentPath } from "@/components/payment/paths";
import type { Step } from "@/components/ui/steps";
import { TextLink } from "@/components/ui/text-link";
import { walletOf } from "@/components/wallet/paths";
import type { ChallengeDetailView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/core/format";
import { formatUnits } from "@/lib/core/money";
import type { TradingAccountView } from "@/lib/trading/schemas";
import { holdMessage } from "./hold-messages";

const done = (title: string, seconds: number, detail: ReactNode): Step => ({
  title,
  state: "done",
  at: fromUnixSeconds(seconds),
  detail,
});

/**
 * The steps of a purchase from the order to the running challenge, with their orders in the ledger. `account`
 * is the first phase's; null while the trading server is unreachable.
 */
export function purchaseSteps(
  { purchase, challenge, program }: ChallengeDetailView,
  account: TradingAccountView | null,
): Step[] {
  const { payer_login: payer, amount, currency, payment_order, initial_balance_order } = purchase;
  const [first] = program.steps;
  const start = first && formatUnits(first.initial_balance, first.currency);
  const { payment_id } = purchase;
  const fee = (
    <p>
      Fee {formatUnits(amount, currency)}
      {payment_id === null ? (
        <>
          , reference {payment_order}, from{" "}
          <TextLink href={walletOf(payer)}>wallet {payer}</TextLink>
        </>
      ) : (
        <>
          , <TextLink href={paymentPath(payment_id)}>paid by card</TextLink>
        </>
      )}
    </p>
  );
  const booked = (
    <p>
      Starting balance {start}, reference {initial_balance_order}
    </p>
  );
  return [
    done("Ordered", purchase.created_time, amount > 0 ? fee : <p>Free of charge</p>),
    done(
      "Account opened",
      account?.created_time ?? challenge.created_time,
      <>
        <p>
          Login {purchase.account_login}, account type {first?.account_group}
        </p>
        {initial_balance_order && booked}
      </>,
    ),
    done("Challenge active", challenge.created_time, null),
    ...(challenge.status_name === "cancelled" ? [canceledStep(challenge, purchase)] : []),
  ];
}

/** The end of a challenge that wasn't traded to its end, and of its fee. */
function canceledStep(
  challenge: ChallengeDetailView["challenge"],
  purchase: ChallengeDetailView["purchase"],
): Step {
  const { end_time: end, updated_time: updated } = challenge;
  const message = holdMessage(challenge, purchase);
  return {
    title: "Challenge canceled",
    state: "canceled",
    at: fromUnixSeconds(end || updated),
    detail: message && (
      <p>
        {message.reason} {message.next}
      </p>
    ),
  };
}
