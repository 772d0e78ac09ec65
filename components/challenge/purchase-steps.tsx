import type { ReactNode } from "react";
import { walletPath } from "@/components/checkout/addresses";
import type { Step } from "@/components/ui/steps";
import { TextLink } from "@/components/ui/text-link";
import type { ChallengeView, PurchaseView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/format";
import { formatUnits } from "@/lib/money";
import type { OperationView, TradingAccountView } from "@/lib/trading/schemas";

interface Bought {
  purchase: PurchaseView;
  challenge: ChallengeView;
  /** What the trading server booked; null where it isn't found among the operations that were read. */
  fee: OperationView | null;
  initialBalance: OperationView | null;
  /** The account of the first phase. */
  account: TradingAccountView | null;
}

const done = (title: string, seconds: number, detail: ReactNode): Step => ({
  title,
  state: "done",
  at: fromUnixSeconds(seconds),
  detail,
});

const booked = ({ amount, currency, order }: OperationView) =>
  `${formatUnits(Math.abs(amount), currency)}, order ${order}`;

/** A purchase from the fee to the running challenge, with the orders that prove it. */
export function purchaseSteps({
  purchase,
  challenge,
  fee,
  initialBalance,
  account,
}: Bought): Step[] {
  const { payer_login: payer, amount, currency, created_time } = purchase;
  const wallet = <TextLink href={`${walletPath}?login=${payer}`}>wallet {payer}</TextLink>;
  const steps: Step[] = [];
  if (amount > 0) {
    const what = fee ? booked(fee) : formatUnits(amount, currency);
    steps.push(
      done(
        "Fee paid",
        fee?.created_time ?? created_time,
        <p>
          {what}, from {wallet}
        </p>,
      ),
    );
  } else {
    steps.push(done("Ordered", created_time, <p>Free of charge</p>));
  }
  if (account) {
    const { login, group, created_time } = account;
    steps.push(
      done(
        "Account opened",
        created_time,
        <p>
          Login {login}, group {group}
        </p>,
      ),
    );
  }
  if (initialBalance) {
    const { created_time } = initialBalance;
    steps.push(done("Starting balance booked", created_time, <p>{booked(initialBalance)}</p>));
  }
  return [...steps, done("Challenge active", challenge.created_time, null)];
}
