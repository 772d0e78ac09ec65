import type { Step } from "@/components/ui/steps";
import { cardLabel } from "@/lib/core/card-label";
import { formatMoney } from "@/lib/core/money";
import type { PaymentView } from "@/lib/payments/schemas";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";

/** The steps of a prop account from the order until it can be traded, or until it was closed before that. */
export function accountSteps(account: PropAccountView, payment: PaymentView | null): Step[] {
  const ordered: Step = {
    title: "Ordered",
    state: "done",
    at: payment?.created_at ?? account.created_at,
    detail: payment ? null : "Free of charge",
  };
  return [ordered, ...paidStep(payment), openedStep(account)];
}

function paidStep(payment: PaymentView | null): Step[] {
  if (!payment) return [];
  const { amount_cents, currency, card, paid_at } = payment;
  const amount = formatMoney(amount_cents, currency);
  return [
    {
      title: "Paid",
      state: "done",
      at: paid_at,
      detail: card ? `${amount}, ${cardLabel(card)}` : amount,
    },
  ];
}

function openedStep({ status, activated_at: at }: PropAccountView): Step {
  if (at) return { title: "Account opened", state: "done", at };
  switch (status) {
    case "provisioning_failed":
      return { title: "Account opened", state: "late", detail: "Our team is finishing it." };
    case "closed":
      return { title: "Account opened", state: "canceled", detail: "Closed before it was opened." };
    default:
      return { title: "Account opened", state: "current", detail: "Usually within seconds." };
  }
}
