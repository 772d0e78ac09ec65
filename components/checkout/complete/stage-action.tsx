import { ButtonLink } from "@/components/ui/button-link";
import type { ChallengePaymentView } from "@/lib/payments/schemas";
import { checkoutPath } from "../addresses";
import classes from "./completion.module.css";
import type { Stage } from "./stage";

const atCheckout: Partial<Record<Stage, string>> = {
  authentication: "Continue with the payment",
  unfinished: "Pay now",
  declined: "Try another card",
  canceled: "Start again",
};

/** The one thing to do in a stage that doesn't go on by itself. */
export function StageAction({ stage, payment }: { stage: Stage; payment: ChallengePaymentView }) {
  const label = atCheckout[stage];
  // These are over in seconds, and the ready account has a way on of its own.
  if (["checking", "confirming", "creating", "ready"].includes(stage)) return null;
  return (
    <div className={classes.action}>
      {label ? (
        <ButtonLink href={checkoutPath(payment.tier_id, payment.market)} size="md" fullWidth>
          {label}
        </ButtonLink>
      ) : (
        <ButtonLink href="/dashboard" variant="default" size="md" fullWidth>
          Go to your dashboard
        </ButtonLink>
      )}
    </div>
  );
}
