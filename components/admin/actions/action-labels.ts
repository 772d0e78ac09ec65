import type { ActionName } from "@/lib/actions/schemas";
import type { OfferedAction } from "@/lib/console/schemas";
import { formatMoney } from "@/lib/core/money";
import { evaluationLabels } from "./evaluation-labels";

export interface ActionLabels {
  /** On the button that opens the form. */
  open: string;
  /** The heading of the form, if it says more than the button. */
  title?: string;
  /** The effect, in the form. */
  text: string;
  /** On the confirm button; `{amount}` is the money, `{login}` the wallet. */
  confirm: string;
  /** In the notification afterwards, with the same placeholders. */
  done: string;
  /** On the button that closes the form, if it isn't "Cancel". */
  dismiss?: string;
  /** Whether it takes something away from a customer or an app. */
  isDangerous?: boolean;
}

/** The texts of each action. */
export const actionLabels: Record<ActionName, ActionLabels> = {
  "account.retry": {
    open: "Retry setup",
    text: "Restarts the setup at the venue. We check for an existing subaccount first, so none is created twice.",
    confirm: "Retry setup",
    done: "Setup restarted.",
  },
  "account.suspend": {
    open: "Suspend",
    title: "Suspend account",
    text: "The customer can't trade on this account until an admin reinstates it. We email them that it's suspended, with the reason you choose below.",
    confirm: "Suspend account",
    done: "Account suspended.",
    isDangerous: true,
  },
  "account.reinstate": {
    open: "Reinstate",
    title: "Reinstate account",
    text: "Lifts the manual suspension and emails the customer that the account is active again.",
    confirm: "Reinstate account",
    done: "Account reinstated.",
  },
  "account.close": {
    open: "Close",
    title: "Close account",
    text: "Permanently closes the account and emails the customer, with the reason you choose below.",
    confirm: "Close account permanently",
    done: "Account closed.",
    isDangerous: true,
  },
  "account.venue_done": {
    open: "Mark venue step as done",
    text: "Confirm that you completed this step manually at the venue.",
    confirm: "Mark as done",
    done: "Marked as done.",
  },
  "account.grant": {
    open: "Grant account",
    text: "Gives the customer this account for free. They'll be emailed when it's ready.",
    confirm: "Grant account",
    done: "Account granted. Setting it up…",
  },
  "payment.refund": {
    open: "Refund",
    title: "Refund payment",
    text: "Refunds the customer's card through Stripe. We email the customer the amount and when to expect it.",
    confirm: "Refund {amount} to the card",
    done: "Refund of {amount} issued.",
    isDangerous: true,
  },
  "payment.review_done": {
    open: "Mark as reviewed",
    text: "Clears this flag. The payment is flagged again if the problem recurs.",
    confirm: "Mark as reviewed",
    done: "Marked as reviewed.",
  },
  "payment.sync": {
    open: "Sync with Stripe",
    text: "Reads the payment, its refunds and its disputes from Stripe and applies anything new.",
    confirm: "Sync with Stripe",
    done: "Synced with Stripe.",
  },
  "purchase.retry": {
    open: "Retry purchase",
    text: "Resumes the purchase at the step where it stopped.",
    confirm: "Retry purchase",
    done: "Retrying…",
  },
  "purchase.rollback": {
    open: "Cancel purchase",
    text: "Cancels the challenge, disables its account and emails the customer.",
    confirm: "Cancel purchase",
    done: "Cancellation started.",
    dismiss: "Go back",
    isDangerous: true,
  },
  "purchase.refund_to_card": {
    open: "Cancel and refund to card",
    text: "Cancels the challenge, disables its account and emails the customer. The fee is returned to the wallet and then refunded through Stripe.",
    confirm: "Cancel and refund to card",
    done: "Cancellation and refund started.",
    dismiss: "Go back",
    isDangerous: true,
  },
  "challenge.grant": {
    open: "Grant challenge",
    text: "Gives the customer this challenge for free and emails them that it has started. They'll set the trading password on the challenge page.",
    confirm: "Grant challenge",
    done: "Challenge granted.",
  },
  "wallet.credit": {
    open: "Credit wallet",
    text: "Adds company funds to the wallet. We email the customer the amount and the new balance, and they'll see it in their transactions.",
    confirm: "Credit {amount} to wallet {login}",
    done: "{amount} credited to wallet {login}.",
  },
  "wallet.debit": {
    open: "Debit wallet",
    text: "Removes funds from the wallet, up to its balance. We email the customer the amount and the new balance, and they'll see it in their transactions.",
    confirm: "Debit {amount} from wallet {login}",
    done: "{amount} debited from wallet {login}.",
    isDangerous: true,
  },
  "stripe_event.replay": {
    open: "Replay event",
    text: "Reprocesses the event. It's safe to repeat: changes are only applied once.",
    confirm: "Replay event",
    done: "Reprocessing…",
  },
  "delivery.redeliver": {
    open: "Resend",
    title: "Resend webhook",
    text: "Sends the event again as a new delivery with the same webhook-id.",
    confirm: "Resend",
    done: "Resending…",
  },
  "job.retry": {
    open: "Retry job",
    text: "Restarts the job now with a full set of attempts.",
    confirm: "Retry job",
    done: "Retrying…",
  },
  "customer.disable": {
    open: "Disable",
    title: "Disable customer",
    text: "Signs the customer out everywhere and blocks sign-in. Their accounts and purchases aren't affected.",
    confirm: "Disable customer",
    done: "Customer disabled.",
    isDangerous: true,
  },
  "customer.enable": {
    open: "Enable",
    title: "Enable customer",
    text: "Lets the customer sign in again.",
    confirm: "Enable customer",
    done: "Customer enabled.",
  },
  "customer.reset_second_factor": {
    open: "Reset two-factor authentication",
    text: "Removes 2FA and signs the customer out everywhere. Verify their identity first.",
    confirm: "Reset 2FA",
    done: "2FA is off.",
    isDangerous: true,
  },
  "app.create": {
    open: "New app",
    text: "You'll see the secret once, right after creating the app.",
    confirm: "Create app",
    done: "App created.",
  },
  "app.rotate_secret": {
    open: "Rotate secret",
    text: "You'll see the new secret once, right after creating it. Existing tokens stay valid for up to an hour.",
    confirm: "Rotate secret",
    done: "New secret created.",
    isDangerous: true,
  },
  "app.disable": {
    open: "Disable",
    title: "Disable app",
    text: "Immediately revokes the app's tokens and ends every session it started.",
    confirm: "Disable app",
    done: "App disabled.",
    isDangerous: true,
  },
  "app.enable": {
    open: "Enable",
    title: "Enable app",
    text: "Lets the app get tokens again.",
    confirm: "Enable app",
    done: "App enabled.",
  },
  ...evaluationLabels,
};

/** The texts of an action on one record. */
export function labelsOf({ action, refund, text }: OfferedAction): ActionLabels {
  const labels = { ...actionLabels[action], ...(text && { text }) };
  if (!refund) return labels;
  const amount = formatMoney(refund.cents, refund.currency);
  if (action === "purchase.refund_to_card") return toCard(labels, amount, refund);
  if (action !== "purchase.rollback") return labels;
  return {
    ...labels,
    open: "Cancel and refund to wallet",
    text:
      text ??
      `Cancels the challenge, disables its account, returns ${amount} to wallet ${refund.login} and emails the customer.`,
    confirm: `Cancel and refund ${amount} to wallet`,
  };
}

function toCard(
  labels: ActionLabels,
  amount: string,
  { login, isCanceled }: NonNullable<OfferedAction["refund"]>,
): ActionLabels {
  if (!isCanceled) {
    return {
      ...labels,
      text: `Cancels the challenge, disables its account, returns ${amount} to wallet ${login} and refunds it from there through Stripe. We email the customer. The refund:`,
      confirm: `Cancel and refund ${amount} to card`,
    };
  }
  return {
    ...labels,
    open: "Refund to card",
    text: `The purchase is canceled and its fee is in wallet ${login}. This refunds it from there through Stripe. We email the customer. The refund:`,
    confirm: `Refund ${amount} to card`,
    done: "Refund started.",
    dismiss: "Cancel",
  };
}

/** The notification of an action whose result isn't known yet. */
export const PENDING_MESSAGE =
  "Request sent, no response yet. We'll keep trying; check the timeline.";
