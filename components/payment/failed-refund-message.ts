import { formatMoney } from "@/lib/core/money";
import type { FailedRefundView, PaymentView } from "@/lib/payments/schemas";

/** Tells the customer about failed or canceled refunds that the firm hasn't handled yet; null if there are none. */
export function failedRefundMessage(
  { kind, currency, login, refund_failed }: PaymentView,
  refunds: FailedRefundView[],
): string | null {
  const open = refunds.filter(({ is_handled }) => !is_handled);
  const sentencesFor = (status: FailedRefundView["status"]): string[] => {
    const matching = open.filter((refund) => refund.status === status);
    if (matching.length === 0) return [];
    const several = matching.length > 1;
    const amount = formatMoney(
      matching.reduce((sum, { amount_cents }) => sum + amount_cents, 0),
      currency,
    );
    const subject = several ? `Refunds totaling ${amount}` : `Refund of ${amount}`;
    if (status === "failed") {
      return [
        `${subject} failed: your bank returned ${several ? "them" : "it"}. We'll contact you to arrange another way to pay you back.`,
      ];
    }
    return [
      `${subject} ${several ? "were canceled. If you're still expecting them" : "was canceled. If you're still expecting it"}, contact us.`,
    ];
  };
  const sentences = [...sentencesFor("failed"), ...sentencesFor("canceled")];
  if (sentences.length === 0) {
    // Stripe rejected it: there is no refund to name.
    return refund_failed && kind === "program" && refunds.length === 0
      ? "The refund of this payment didn't go through. Our support team is on it and will contact you to arrange another way to pay you back."
      : null;
  }
  if (kind === "deposit") sentences.push(`The amount is back in wallet ${login}.`);
  return sentences.join(" ");
}
