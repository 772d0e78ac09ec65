import { rulesInWords } from "@/lib/client/rules-in-words";
import type { PaymentView } from "@/lib/payments/schemas";
import { ExactTime } from "../ui/exact-time";
import { FactList } from "../ui/fact-list";
import { ShortId } from "../ui/short-id";

/** A payment's ids and times; what it doesn't have yet is left out. */
export function PaymentFacts({ payment }: { payment: PaymentView }) {
  const facts = {
    "Payment id": <ShortId id={payment.payment_id} label="payment id" />,
    "At Stripe": payment.stripe_payment_intent_id && (
      <ShortId id={payment.stripe_payment_intent_id} label="PaymentIntent" />
    ),
    Rules: payment.tier_terms && rulesInWords(payment.tier_terms),
    Begun: <ExactTime at={payment.created_at} />,
    Paid: payment.paid_at && <ExactTime at={payment.paid_at} />,
    Account: payment.prop_account_id && <ShortId id={payment.prop_account_id} label="account id" />,
    Wallet:
      payment.kind === "deposit" ? <ShortId id={String(payment.login)} label="login" /> : null,
    Order: payment.credited_order,
  };
  return <FactList facts={facts} />;
}
