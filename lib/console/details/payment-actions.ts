import type { Context } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { formatMoney } from "@/lib/core/money";
import { hasRefundFailed } from "@/lib/core/stripe-status";
import type { MoneyRequestView } from "@/lib/money-requests/schemas";
import type { PaymentInspection } from "@/lib/payments/schemas";
import type { DepositUse } from "@/lib/wallet-holds";
import type { OfferedAction } from "../schemas";
import { cancellationOf } from "./purchase-actions";

/** Canceling the purchase that a deposit paid. */
export async function cancelableOf(ctx: Context, use: DepositUse | null): Promise<OfferedAction[]> {
  const paidFor = (use?.spent ?? []).flatMap(({ purchaseId }) => purchaseId ?? []);
  const [only, ...others] = new Set(paidFor);
  // Of several, the page's links lead to each.
  if (only === undefined || others.length > 0) return [];
  return cancellationOf(ctx, only);
}

/** The actions that would not be rejected: of Stripe's other mode (live or test), nothing can be read or refunded here. */
export function actionsOf(
  { payment, livemode, refunds, review_kind }: PaymentInspection,
  requests: MoneyRequestView[],
  note: string | undefined,
): OfferedAction[] {
  const { payment_id: id, amount_cents, currency } = payment;
  const back = refunds
    .filter((it) => !hasRefundFailed(it))
    .reduce((sum, it) => sum + it.amount_cents, 0);
  const isPaid = payment.status === "succeeded" || payment.status === "partially_refunded";
  const most_cents = amount_cents - back;
  const isOfThisMode = livemode === env().livemode;
  const pending = requests.find(
    (it) => it.kind === "refund" && (it.status === "pending" || it.status === "waiting"),
  );
  return [
    ...(isPaid && most_cents > 0 && isOfThisMode && !pending
      ? [
          {
            action: "payment.refund" as const,
            input: { id },
            money: { most_cents, currency },
            ...(note && { note }),
          },
        ]
      : []),
    ...(payment.stripe_payment_intent_id === null || !isOfThisMode
      ? []
      : [
          {
            action: "payment.sync" as const,
            input: { id },
            ...(pending?.status === "pending" && {
              note: `The pending refund of ${formatMoney(pending.amount_cents, pending.currency)} is sent to Stripe first.`,
            }),
          },
        ]),
    ...(review_kind === null
      ? []
      : [
          {
            action: "payment.review_done" as const,
            input: { id },
            ...(review_kind === "refund_failed" && { text: REFUND_HANDLED }),
          },
        ]),
  ];
}

const REFUND_HANDLED =
  "Marks the failed refund as handled: the customer no longer sees it as open. Pay them another way first.";
