import classes from "@/components/checkout/complete/completion.module.css";
import { ButtonLink } from "@/components/ui/button-link";
import type { DepositView } from "@/lib/payments/schemas";
import { topUpPath, walletOf } from "../paths";
import type { DepositStage } from "./stage";

interface Props {
  stage: DepositStage;
  payment: DepositView;
  /** The path to return to. */
  back: string | null;
}

const retryLabels: Partial<Record<DepositStage, string>> = {
  authentication: "Continue with the payment",
  unfinished: "Pay now",
  declined: "Try another card",
  canceled: "Start over",
};

/** The next step: to the challenges, or back to the card where nothing was paid. */
export function DepositAction({ stage, payment, back }: Props) {
  const { login, amount_cents } = payment;
  const label = retryLabels[stage];
  // These stages take seconds.
  if (["checking", "confirming", "creating"].includes(stage)) return null;
  return (
    <div className={classes.action}>
      {label && (
        <ButtonLink
          href={topUpPath(login, { units: amount_cents / 100, back })}
          size="md"
          fullWidth
        >
          {label}
        </ButtonLink>
      )}
      {stage === "ready" && (
        <ButtonLink href={back ?? "/"} size="md" fullWidth>
          {back ? "Continue to your challenge" : "Choose a challenge"}
        </ButtonLink>
      )}
      <ButtonLink href={walletOf(login)} variant="subtle" color="gray" fullWidth mt="xs">
        Close
      </ButtonLink>
    </div>
  );
}
