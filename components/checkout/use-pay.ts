import { useElements, useStripe } from "@stripe/react-stripe-js";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { CheckoutView } from "@/lib/payments/schemas";
import { type Check, type Confirmation, confirm } from "./confirm";
import type { FollowPath } from "./order";
import type { PayPhase } from "./pay-button";

type Problem = Extract<Confirmation, { outcome: "refused" | "unreachable" | "unknown" }>;

interface Options {
  checkout: CheckoutView;
  follow: FollowPath;
  /** Asks the server whether the payment is still the one to pay. */
  check: () => Promise<Check>;
  /** Asks for the payment that takes the place of a canceled one. */
  retry: () => unknown;
}

/** Pays with the card in the form, at most once at a time, and goes on to where it is followed. */
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
    const result = await confirm(stripe, elements, client_secret, returnUrl, check);
    if (result.outcome === "accepted") {
      setPhase("paid");
      // Replaced, so that Back doesn't lead to a second purchase.
      router.replace(follow(payment_id, result.told));
      return;
    }
    busy.current = false;
    setPhase("ready");
    if (result.outcome === "invalid" || result.outcome === "replaced") return;
    // Canceled since the check.
    if (result.outcome === "expired") return void retry();
    setProblem(result);
    if (result.outcome === "refused") elements.getElement("payment")?.focus();
  }

  return { pay, phase, problem };
}
