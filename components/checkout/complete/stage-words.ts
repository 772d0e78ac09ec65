import { failureWords } from "@/lib/client/failure-words";
import type { Stage } from "./stage";

export interface StageWords {
  title: string;
  /** Whether money moved, in a sentence of its own. */
  money: string;
  /** What is going on and what to do. */
  text: string;
}

interface About {
  /** `$199.00` */
  amount: string;
  /** Stripe's code of why it failed, if it did. */
  reason: string | null;
}

const nothingTaken = "No money was taken.";

const words: Record<Stage, (about: About) => StageWords> = {
  checking: ({ amount }) => ({
    title: "Checking your payment",
    money: `We are asking whether your payment of ${amount} went through. Please don't pay again until we know.`,
    text: "",
  }),
  confirming: ({ amount }) => ({
    title: "Confirming your payment",
    money: `Your payment of ${amount} is on its way.`,
    text: "Its confirmation usually arrives within seconds.",
  }),
  unconfirmed: ({ amount }) => ({
    title: "We are still waiting for the confirmation",
    money: `Your payment of ${amount} may have gone through. Please don't pay again.`,
    text: "We keep asking, and your account is created as soon as it is confirmed. You can leave this page. If nothing has changed in an hour, write to us and quote the payment id.",
  }),
  authentication: ({ amount }) => ({
    title: "Your bank wants your confirmation",
    money: nothingTaken,
    text: `It asks you to confirm the payment of ${amount}. Continue where you left off.`,
  }),
  unfinished: ({ amount }) => ({
    title: "Payment not completed",
    money: nothingTaken,
    text: `We have checked: the payment of ${amount} hasn't been made. You can pay now.`,
  }),
  declined: ({ reason }) => ({
    title: "The payment didn't go through",
    money: nothingTaken,
    text: failureWords(reason),
  }),
  canceled: ({ amount, reason }) => ({
    title: "This payment was canceled",
    money: nothingTaken,
    text: `${failureWords(reason)} If your bank shows ${amount} as pending, that entry goes away by itself.`,
  }),
  processing: ({ amount }) => ({
    title: "Your bank is processing the payment",
    money: `Your bank hasn't released the ${amount} yet.`,
    text: "You can close this page. We keep watching, and create your account as soon as the payment arrives.",
  }),
  creating: ({ amount }) => ({
    title: "Creating your account",
    money: `Your payment of ${amount} is received.`,
    text: "The account is usually ready within seconds.",
  }),
  late: ({ amount }) => ({
    title: "Your account is on its way",
    money: `Your payment of ${amount} is received.`,
    text: "Creating the account is taking longer than usual. We keep trying by ourselves: you can leave this page, and find the account on your dashboard when it is ready.",
  }),
  provisioning_failed: ({ amount }) => ({
    title: "Your account needs our help",
    money: `Your payment of ${amount} is received. Don't pay again.`,
    text: "We couldn't create the account automatically, so one of us takes over. To hear how it goes, write to us and quote the payment id.",
  }),
  ready: ({ amount }) => ({
    title: "Your account is ready",
    money: `Your payment of ${amount} is received.`,
    text: "",
  }),
  suspended: ({ amount }) => ({
    title: "This account is suspended",
    money: `Your payment of ${amount} is received.`,
    text: "It can't trade for now. Write to us and quote the payment id.",
  }),
  closed: ({ amount }) => ({
    title: "This account is closed",
    money: `Your payment of ${amount} was received.`,
    text: "It can't trade any more. If you don't know why, write to us and quote the payment id.",
  }),
  disputed: ({ amount }) => ({
    title: "This payment is disputed",
    money: `Your bank has asked for the ${amount} back.`,
    text: "The account that it bought can't trade until that is decided. If you didn't mean to dispute it, write to us and quote the payment id.",
  }),
  dispute_lost: ({ amount }) => ({
    title: "The dispute was lost",
    money: `Your bank took the ${amount} back.`,
    text: "The account that it bought is closed. If that was a mistake, write to us and quote the payment id.",
  }),
  refunded: ({ amount }) => ({
    title: "This payment was refunded",
    money: `${amount} went back to your card.`,
    text: "Banks usually show it within 5 to 10 days. The account that it bought is closed.",
  }),
};

/** What a stage is called and says to the buyer. */
export const stageWords = (stage: Stage, about: About): StageWords => words[stage](about);
