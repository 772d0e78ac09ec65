import { type StageWords, stageWords } from "@/components/checkout/complete/stage-words";
import type { DepositStage } from "./stage";

interface About {
  /** `$250.00` */
  amount: string;
  login: number;
  /** Stripe's code of why it failed, if it did. */
  reason: string | null;
}

/** What a stage of a deposit is called and says. Until it is paid it is like any card payment. */
export function depositWords(stage: DepositStage, { amount, login, reason }: About): StageWords {
  const wallet = `wallet ${login}`;
  const received = `Your payment of ${amount} is received.`;
  switch (stage) {
    case "unconfirmed":
      return {
        title: "We are still waiting for the confirmation",
        money: `Your payment of ${amount} may have gone through. Please don't pay again.`,
        text: `We keep asking, and ${wallet} is credited as soon as it is confirmed. You can leave this page. If nothing has changed in an hour, write to us and quote the payment id.`,
      };
    case "processing":
      return {
        title: "Your bank is processing the payment",
        money: `Your bank hasn't released the ${amount} yet.`,
        text: `You can close this page. We keep watching, and credit ${wallet} as soon as the payment arrives.`,
      };
    case "creating":
      return {
        title: `Crediting ${wallet}`,
        money: received,
        text: "The balance usually has it within seconds.",
      };
    case "late":
      return {
        title: "The deposit is on its way to your wallet",
        money: received,
        text: `Crediting ${wallet} is taking longer than usual. We keep trying by ourselves: you can leave this page.`,
      };
    case "ready":
      return { title: `${amount} is in ${wallet}`, money: received, text: "" };
    case "dispute_lost":
      return {
        title: "The dispute was lost",
        money: `Your bank took the ${amount} back.`,
        text: `It was taken out of ${wallet}. If that was a mistake, write to us and quote the payment id.`,
      };
    case "disputed":
      return {
        title: "This deposit is disputed",
        money: `Your bank has asked for the ${amount} back.`,
        text: "If you didn't mean to dispute it, write to us and quote the payment id.",
      };
    case "refunded":
      return {
        title: "This deposit was refunded",
        money: `${amount} went back to your card.`,
        text: "Banks usually show it within 5 to 10 days.",
      };
    default:
      return stageWords(stage, { amount, reason });
  }
}
