import { failureMessage, rejectionMessage } from "@/lib/core/failure-messages";
import type { Stage } from "./stage";

export interface StageMessage {
  title: string;
  /** Whether money moved, in a sentence of its own. */
  money: string;
  /** What happens now and what to do. */
  text: string;
}

interface PaymentDetails {
  /** `$199.00` */
  amount: string;
  /** What is bought: a tier's account, or a program's challenge. */
  thing?: "account" | "challenge";
  /** Stripe's failure code if the payment failed, or why the program couldn't be bought. */
  reason: string | null;
  /** Whether the refund of a payment that bought nothing failed. */
  hasRefundFailed?: boolean;
  /** Whether an email may be promised. */
  isEmailEnabled?: boolean;
}

const notCharged = "You haven't been charged.";

const endOf = (thing: PaymentDetails["thing"]) =>
  thing === "challenge" ? "The challenge has ended." : "The account has been closed.";

/** Where the money of a payment that bought nothing is, while its refund hasn't failed. */
const refunding = ({ amount, reason, isEmailEnabled }: PaymentDetails) => ({
  money: `We're refunding your payment of ${amount} in full to your card.`,
  text: `${rejectionMessage(reason ?? "")} The refund usually appears on your statement within 5–10 business days.${isEmailEnabled ? " We email you the details." : ""}`,
});

const messages: Record<Stage, (payment: PaymentDetails) => StageMessage> = {
  checking: ({ amount }) => ({
    title: "Checking your payment",
    money: `We're checking with Stripe if your payment of ${amount} went through. Please don't pay again until we know.`,
    text: "",
  }),
  confirming: ({ amount }) => ({
    title: "Confirming your payment",
    money: `Your payment of ${amount} has been submitted.`,
    text: "Confirmation usually takes a few seconds.",
  }),
  unconfirmed: ({ amount, thing }) => ({
    title: "We're still waiting for confirmation",
    money: `Your payment of ${amount} may have gone through. Please don't pay again.`,
    text: `We'll keep checking and create your ${thing} as soon as it's confirmed. You can close this page. If nothing changes within an hour, contact support with your payment ID.`,
  }),
  authentication: ({ amount }) => ({
    title: "Verify the payment with your bank",
    money: notCharged,
    text: `Your bank needs you to approve the payment of ${amount}. Continue where you left off.`,
  }),
  unfinished: ({ amount }) => ({
    title: "Payment not completed",
    money: notCharged,
    text: `We checked with Stripe: the payment of ${amount} wasn't completed. You can pay now.`,
  }),
  declined: ({ reason }) => ({
    title: "The payment didn't go through",
    money: notCharged,
    text: failureMessage(reason),
  }),
  canceled: ({ amount, reason }) => ({
    title: "This payment was canceled",
    money: notCharged,
    text: `${failureMessage(reason)} If your bank shows ${amount} as pending, the hold will be released automatically.`,
  }),
  processing: ({ amount, isEmailEnabled, thing }) => ({
    title: "Your bank is processing the payment",
    money: `Your bank hasn't approved the payment of ${amount} yet.`,
    text: `You can close this page. We'll create your ${thing}${isEmailEnabled ? " and email you" : ""} as soon as the payment clears.`,
  }),
  creating: ({ amount, thing }) => ({
    title: `Creating your ${thing}`,
    money: `We've received your payment of ${amount}.`,
    text: `Your ${thing} is usually ready within seconds.`,
  }),
  late: ({ amount, isEmailEnabled, thing }) => ({
    title: `Your ${thing} is on its way`,
    money: `We've received your payment of ${amount}.`,
    text: `Setup is taking longer than usual. We're still working on it. You can close this page; the ${thing} will appear on your dashboard${isEmailEnabled ? " and we'll email you" : ""}.`,
  }),
  provisioning_failed: ({ amount, isEmailEnabled }) => ({
    title: "We're finishing your account manually",
    money: `We've received your payment of ${amount}. Please don't pay again.`,
    text: `Automatic setup failed, so our team is on it.${isEmailEnabled ? " We'll email you when it's ready." : ""} Questions? Contact support with your payment ID.`,
  }),
  ready: ({ amount, thing }) => ({
    title: `Your ${thing} is ready`,
    money: `We've received your payment of ${amount}.`,
    text: "",
  }),
  rejected: ({ amount, reason, isEmailEnabled, hasRefundFailed }) => ({
    title: "We couldn't start this challenge",
    ...(hasRefundFailed
      ? {
          money: `The refund of your payment of ${amount} didn't go through.`,
          text: `${rejectionMessage(reason ?? "")} You don't need to do anything: our support team is on it and will contact you to arrange another way to pay you back.`,
        }
      : refunding({ amount, reason, isEmailEnabled })),
  }),
  suspended: ({ amount }) => ({
    title: "This account is suspended",
    money: `We've received your payment of ${amount}.`,
    text: "Trading is paused on this account. Contact support with your payment ID.",
  }),
  closed: ({ amount }) => ({
    title: "This account is closed",
    money: `We received your payment of ${amount}.`,
    text: "This account can no longer be traded. If you weren't expecting this, contact support with your payment ID.",
  }),
  disputed: ({ amount, thing }) => ({
    title: "This payment is disputed",
    money: `The payment of ${amount} was disputed with your bank, which holds the money until it decides.`,
    text: `Trading is paused on the ${thing} until then. If you didn't mean to open a dispute, contact your bank and let us know.`,
  }),
  dispute_lost: ({ amount, thing }) => ({
    title: "This payment was reversed",
    money: `Your bank reversed the payment of ${amount}.`,
    text: `${endOf(thing)} If this was a mistake, contact support with your payment ID.`,
  }),
  refunded: ({ amount, thing }) => ({
    title: "This payment was refunded",
    money: `${amount} has been refunded to your card.`,
    text: `It usually appears on your statement within 5–10 business days. ${endOf(thing)}`,
  }),
};

/** The heading and text that the buyer reads in a stage. */
export const stageMessage = (stage: Stage, payment: PaymentDetails): StageMessage =>
  messages[stage]({ thing: "account", ...payment });
