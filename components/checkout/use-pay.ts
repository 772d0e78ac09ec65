import { useElements, useStripe } from "@stripe/react-stripe-js";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { CheckoutView } from "@/lib/payments/schemas";
import { type Confirmation, confirm, type PaymentCheck } from "./confirm";
import type { FollowPath } from "./order";
import type { PayPhase } from "./pay-button";

type Problem = Extract<Confirmation, { result: "declined" | "unreachable" | "unknown" }>;

interface Options {
  checkout: CheckoutView;
  follow: FollowPath;
  /** Checks with the server that the payment is still the one to pay. */
  check: () => Promise<PaymentCheck>;
  /** Requests the payment that replaces a canceled one. */
  retry: () => unknown;
}

/** Pays with the card in the form, once at a time, then opens the page that shows the payment. */
export function usePay({ checkout: { payment_id, client_secret }, follow, check, retry }: Options) {
  const stripe = useStripe();
  const elements = useElements();
  const router = useRouter();
  const busy = useRef(false);
  const [phase, setPhase] = useState<PayPhase>("ready");
  const [problem, setProblem] = useState<Problem | null>(null);

  async function pay(): Promise<void> {
    if (busy.current || !stripe || !elements) return;
    busy.current = true;
    setPhase("paying");
    setProblem(null);
    const returnUrl = new URL(follow(payment_id), window.location.origin).href;
    const confirmation = await confirm(stripe, elements, client_secret, returnUrl, check);
    if (confirmation.result === "accepted") {
      setPhase("paid");
      // Replaced, so that Back doesn't lead to a second purchase.
      router.replace(follow(payment_id, confirmation.redirectStatus));
      return;
    }
    busy.current = false;
    setPhase("ready");
    if (confirmation.result === "invalid" || confirmation.result === "replaced") return;
    // Canceled since the check.
    if (confirmation.result === "expired") return void retry();
    setProblem(confirmation);
    if (confirmation.result === "declined") elements.getElement("payment")?.focus();
  }

  return { pay, phase, problem };
}
