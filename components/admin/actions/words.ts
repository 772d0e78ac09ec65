import type { ActionName } from "@/lib/actions/schemas";

interface ActionWords {
  /** On the button that opens the form. */
  open: string;
  /** What will happen, in the form. */
  text: string;
  /** On the button that does it; `{amount}` is the money, `{login}` the wallet. */
  confirm: string;
  /** What is said afterwards. */
  done: string;
  /** Takes something away from somebody. */
  isDangerous?: boolean;
}

/** Each action in words. */
export const actionWords: Record<ActionName, ActionWords> = {
  "account.retry": {
    open: "Try again",
    text: "The venue is asked for this account's subaccount again, from the first of its tries. What it was asked before is looked up first, so that none is made twice.",
    confirm: "Try again",
    done: "The venue is being asked again.",
  },
  "account.suspend": {
    open: "Suspend",
    text: "The account can't be traded until an admin reinstates it. The customer is emailed that it is suspended, with the reason that you choose for them; a job updates the venue.",
    confirm: "Suspend account",
    done: "The account is suspended.",
    isDangerous: true,
  },
  "account.reinstate": {
    open: "Reinstate",
    text: "The admin's suspension ends, and the customer is emailed that the account is active again. Where a dispute holds the account as well, it stays suspended.",
    confirm: "Reinstate account",
    done: "The account is reinstated.",
  },
  "account.close": {
    open: "Close",
    text: "The account is closed for good and can't be opened again. No money is moved: if a refund is due, refund the payment. The customer is emailed that it is closed, with the reason that you choose for them.",
    confirm: "Close account for good",
    done: "The account is closed.",
    isDangerous: true,
  },
  "account.venue_done": {
    open: "Done at the venue",
    text: "Ticks off what the venue couldn't do by itself. Only once you have done it there.",
    confirm: "It is done",
    done: "Ticked off.",
  },
  "account.grant": {
    open: "Give an account",
    text: "The customer gets this account without paying for it. It is provisioned like any other, and they are told by e-mail when it is ready.",
    confirm: "Give the account",
    done: "The account is given, and being created.",
  },
  "payment.refund": {
    open: "Refund",
    text: "The money goes back to the card through Stripe. A refund in full closes the account; what a deposit put into a wallet is taken out of it again. The customer is emailed the amount, when it arrives and what it means for the account.",
    confirm: "Refund {amount} to the card",
    done: "The refund is made.",
    isDangerous: true,
  },
  "payment.review_done": {
    open: "Looked at",
    text: "Marks what this payment is flagged for as handled. A failed refund isn't flagged again, and its customer no longer sees it as open; anything else that is found again is. Of several flags the next one is shown then.",
    confirm: "Tick off",
    done: "Ticked off.",
  },
  "payment.sync": {
    open: "Sync with Stripe",
    text: "The payment, its refunds and its disputes are read at Stripe. What is new there is applied as if the events had arrived.",
    confirm: "Sync with Stripe",
    done: "Synced with Stripe.",
  },
  "purchase.retry": {
    open: "Try again",
    text: "What stands still goes on now, forward or back. A failed purchase whose money is back begins anew, at the price that it had.",
    confirm: "Try again",
    done: "It is being tried again.",
  },
  "purchase.rollback": {
    open: "Roll back",
    text: "The challenge is canceled, its account disabled and the fee returned to the wallet; then the customer is emailed. While the outcome of a step isn't known, nothing is rolled back; it is as soon as it is known.",
    confirm: "Roll the purchase back",
    done: "It is being taken back.",
    isDangerous: true,
  },
  "challenge.grant": {
    open: "Give a challenge",
    text: "The customer gets this challenge without its fee, and is emailed that it has started. They set the account's password on the challenge's page.",
    confirm: "Give the challenge",
    done: "The challenge is given.",
  },
  "wallet.credit": {
    open: "Credit a wallet",
    text: "Money of the firm's goes into the wallet, as an operation with its own postings. The customer is emailed the amount and the new balance.",
    confirm: "Credit {amount} to wallet {login}",
    done: "The wallet is credited.",
  },
  "wallet.debit": {
    open: "Debit a wallet",
    text: "Money is taken out of the wallet, at most what is in it. The customer is emailed the amount and the new balance.",
    confirm: "Debit {amount} from wallet {login}",
    done: "The wallet is debited.",
    isDangerous: true,
  },
  "stripe_event.replay": {
    open: "Replay",
    text: "The event is handled again as if it had just come. What it tells is recorded once, however often.",
    confirm: "Replay event",
    done: "The event is being handled again.",
  },
  "delivery.redeliver": {
    open: "Send again",
    text: "The event is sent again as a delivery of its own, with the same webhook-id and all retries.",
    confirm: "Send again",
    done: "It is being sent again.",
  },
  "job.retry": {
    open: "Try again",
    text: "The job is tried again now, from its first attempt.",
    confirm: "Try again",
    done: "The job is being tried again.",
  },
  "customer.disable": {
    open: "Disable",
    text: "The customer is signed out everywhere at once and can't sign in. What they bought stays as it is.",
    confirm: "Disable customer",
    done: "The customer is disabled.",
    isDangerous: true,
  },
  "customer.enable": {
    open: "Enable",
    text: "The customer can sign in again.",
    confirm: "Enable customer",
    done: "The customer is enabled.",
  },
  "customer.reset_second_factor": {
    open: "Turn off second factor",
    text: "The next sign-in asks for the password alone, and every session ends. Only once you know by other means that it is they who ask.",
    confirm: "Turn it off",
    done: "The second factor is off.",
    isDangerous: true,
  },
  "app.create": {
    open: "New app",
    text: "The app's secret is shown once, right after.",
    confirm: "Make the app",
    done: "The app is made.",
  },
  "app.rotate_secret": {
    open: "New secret",
    text: "The app gets a new secret, shown once, right after. Tokens that were issued live out their hour.",
    confirm: "Make a new secret",
    done: "The new secret works.",
    isDangerous: true,
  },
  "app.disable": {
    open: "Disable",
    text: "The app's tokens, and the sessions that came through it, end at once.",
    confirm: "Disable app",
    done: "The app is disabled.",
    isDangerous: true,
  },
  "app.enable": {
    open: "Enable",
    text: "The app can get tokens again.",
    confirm: "Enable app",
    done: "The app is enabled.",
  },
};

/** What an action whose answer isn't known yet says afterwards. */
export const notKnownYet =
  "It is asked for, and the answer isn't known yet. It goes on by itself: see the timeline.";
