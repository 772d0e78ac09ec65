import classes from "@/components/checkout/complete/completion.module.css";
import { ButtonLink } from "@/components/ui/button-link";
import type { DepositView } from "@/lib/payments/schemas";
import { topUpPath, walletOf } from "../addresses";
import type { DepositStage } from "./stage";

interface Props {
  stage: DepositStage;
  payment: DepositView;
  /** Where the top-up was begun. */
  back: string | null;
}

const again: Partial<Record<DepositStage, string>> = {
  authentication: "Continue with the payment",
  unfinished: "Pay now",
  declined: "Try another card",
  canceled: "Start again",
};

/** The way on: to what the money is for, or back to the card where none has moved. */
export function DepositAction({ stage, payment, back }: Props) {
  const { login, amount_cents } = payment;
  const label = again[stage];
  // These are over in seconds.
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
        <ButtonLink href={back ?? "/#wallet"} size="md" fullWidth>
          {back ? "Go on with your challenge" : "Choose a challenge"}
        </ButtonLink>
      )}
      <ButtonLink href={walletOf(login)} variant="subtle" color="gray" fullWidth mt="xs">
        Close
      </ButtonLink>
    </div>
  );
}
