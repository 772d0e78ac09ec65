import { ButtonLink } from "@/components/ui/button-link";
import { checkoutOf } from "../paths";
import classes from "./completion.module.css";
import type { Purchase, Stage } from "./stage";

const atCheckout: Partial<Record<Stage, string>> = {
  authentication: "Continue with the payment",
  unfinished: "Pay now",
  declined: "Try another card",
  canceled: "Start over",
};

/** The link for a stage that needs the customer to act. */
export function StageAction({ stage, payment }: { stage: Stage } & Pick<Purchase, "payment">) {
  const label = atCheckout[stage];
  // These stages last seconds, and a ready account has a link of its own.
  if (["checking", "confirming", "creating", "ready"].includes(stage)) return null;
  return (
    <div className={classes.action}>
      {label ? (
        <ButtonLink href={checkoutOf(payment)} size="md" fullWidth>
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
