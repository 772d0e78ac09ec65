import { formatMoney } from "@/lib/money";
import type { FailedRefundView, PaymentView } from "@/lib/payments/schemas";

/**
 * What a customer has to know of refunds that failed or were canceled and that the firm hasn't seen to
 * yet; null where there are none.
 */
export function failedRefundWords(
  { kind, currency, login }: PaymentView,
  refunds: FailedRefundView[],
): string | null {
  const open = refunds.filter(({ is_handled }) => !is_handled);
  const words = (status: FailedRefundView["status"], follows: string): string[] => {
    const of = open.filter((refund) => refund.status === status);
    const amount = formatMoney(
      of.reduce((sum, { amount_cents }) => sum + amount_cents, 0),
      currency,
    );
    const [what, ends] =
      of.length > 1 ? [`Refunds of ${amount} together`, "were"] : [`A refund of ${amount}`, "was"];
    const end = status === "failed" ? "didn't arrive: your bank returned it." : `${ends} canceled.`;
    return of.length === 0 ? [] : [`${what} ${end} ${follows}`];
  };
  const sentences = [
    ...words("failed", "We write to you to agree on another way to pay it."),
    ...words("canceled", "If you still expect it, write to us."),
  ];
  if (sentences.length === 0) return null;
  if (kind === "deposit") sentences.push(`The amount is in wallet ${login} again.`);
  return sentences.join(" ");
}
