import { type StageMessage, stageMessage } from "@/components/checkout/complete/stage-messages";
import type { DepositStage } from "./stage";

interface DepositFacts {
  /** `$250.00` */
  amount: string;
  login: number;
  isCredited: boolean;
  /** Stripe's code of the failure, or null. */
  reason: string | null;
}

/** The title and text of a deposit's stage. Until it is paid, those of a card payment. */
export function depositMessage(
  stage: DepositStage,
  { amount, login, isCredited, reason }: DepositFacts,
): StageMessage {
  const wallet = `wallet ${login}`;
  const received = `We've received your payment of ${amount}.`;
  switch (stage) {
    case "unconfirmed":
      return {
        title: "We're still waiting for confirmation",
        money: `Your payment of ${amount} may have gone through. Please don't pay again.`,
        text: `We'll keep checking, and add the money to ${wallet} as soon as it's confirmed. You can close this page. If nothing changes within an hour, contact support with your payment ID.`,
      };
    case "processing":
      return {
        title: "Your bank is processing the payment",
        money: `Your bank hasn't approved the payment of ${amount} yet.`,
        text: `You can close this page. We'll add the money to ${wallet} as soon as the payment clears.`,
      };
    case "creating":
      return {
        title: `Adding ${amount} to ${wallet}`,
        money: received,
        text: "It usually shows in your balance within seconds.",
      };
    case "late":
      return {
        title: "Your top-up is on its way",
        money: received,
        text: `Adding the money to ${wallet} is taking longer than usual. We're still working on it. You can close this page.`,
      };
    case "ready":
      return { title: `${amount} has been added to ${wallet}`, money: received, text: "" };
    case "dispute_lost":
      return {
        title: "This top-up was reversed",
        money: `Your bank reversed the payment of ${amount}.`,
        text: `${isCredited ? `It was removed from ${wallet}.` : `It wasn't added to ${wallet}.`} If this was a mistake, contact support with your payment ID.`,
      };
    case "disputed":
      return {
        title: "This top-up is disputed",
        money: `The payment of ${amount} was disputed with your bank, which holds the money until it decides.`,
        text: "Until then it isn't in your wallet. If you didn't mean to open a dispute, contact your bank and let us know.",
      };
    case "refunded":
      return {
        title: "This top-up was refunded",
        money: `${amount} has been refunded to your card.`,
        text: "It usually appears on your statement within 5–10 business days.",
      };
    default:
      return stageMessage(stage, { amount, reason });
  }
}
