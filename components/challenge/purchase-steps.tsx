import type { ReactNode } from "react";
import type { Step } from "@/components/ui/steps";
import { TextLink } from "@/components/ui/text-link";
import { walletOf } from "@/components/wallet/addresses";
import type { ChallengeDetailView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/format";
import { formatUnits } from "@/lib/money";
import type { TradingAccountView } from "@/lib/trading/schemas";

const done = (title: string, seconds: number, detail: ReactNode): Step => ({
  title,
  state: "done",
  at: fromUnixSeconds(seconds),
  detail,
});

/**
 * A purchase from the order to the running challenge, with the orders that prove it. `account` is the
 * first phase's; null while the trading server is out of reach.
 */
export function purchaseSteps(
  { purchase, challenge, program }: ChallengeDetailView,
  account: TradingAccountView | null,
): Step[] {
  const { payer_login: payer, amount, currency, payment_order, initial_balance_order } = purchase;
  const [first] = program.steps;
  const start = first && formatUnits(first.initial_balance, first.currency);
  const fee = (
    <p>
      Fee {formatUnits(amount, currency)}, order {payment_order}, from{" "}
      <TextLink href={walletOf(payer)}>wallet {payer}</TextLink>
    </p>
  );
  const booked = (
    <p>
      Starting balance {start}, order {initial_balance_order}
    </p>
  );
  return [
    done("Ordered", purchase.created_time, amount > 0 ? fee : <p>Free of charge</p>),
    done(
      "Account opened",
      account?.created_time ?? challenge.created_time,
      <>
        <p>
          Login {purchase.account_login}, group {first?.account_group}
        </p>
        {initial_balance_order && booked}
      </>,
    ),
    done("Challenge active", challenge.created_time, null),
  ];
}
