import type { ActionName } from "@/lib/actions/schemas";

const granted = ["Replacement after a failed setup", "Goodwill", "Giveaway"];

/** The usual reasons of an action, for its audit entry. The admin may change them or write another. */
export const reasonPresets: Record<ActionName, readonly string[]> = {
  "account.retry": ["Venue responds again", "Customer is waiting"],
  "account.suspend": ["Possible rule violation", "Identity check", "Customer asked for it"],
  "account.reinstate": ["Check completed", "Suspended by mistake"],
  "account.close": ["Rule violation", "Customer asked for it", "Duplicate account"],
  "account.venue_done": ["Done at the venue"],
  "account.grant": granted,
  "challenge.grant": granted,
  "payment.refund": ["Customer asked for it", "Paid twice", "Goodwill"],
  "payment.review_done": ["Checked in Stripe", "Customer was paid another way"],
  "payment.sync": ["Customer says it's paid", "Status looks outdated"],
  "purchase.retry": ["Trading server responds again", "Customer is waiting"],
  "purchase.rollback": ["Customer asked for it", "Bought twice", "Bought by mistake"],
  "purchase.refund_to_card": ["Customer asked for it", "Bought twice", "Bought by mistake"],
  "wallet.credit": ["Correction", "Goodwill"],
  "wallet.debit": ["Correction", "Credited twice"],
  "stripe_event.replay": ["Cause is fixed"],
  "delivery.redeliver": ["Partner asked for it", "Endpoint works again"],
  "job.retry": ["Cause is fixed"],
  "customer.disable": ["Possible fraud", "Abuse", "Customer asked for it"],
  "customer.enable": ["Check completed", "Disabled by mistake"],
  "customer.reset_second_factor": ["Lost phone, identity verified"],
  "app.create": ["New partner"],
  "app.rotate_secret": ["Secret was leaked", "Regular rotation"],
  "app.disable": ["Partner left", "Misuse"],
  "app.enable": ["Agreed with the partner"],
  "trading_source.create": ["New bridge"],
  "trading_source.disable": ["Replaced by another source", "Reports wrong data"],
  "trading_source.enable": ["Cause is fixed"],
  "venue_command.done": ["Done at the venue", "No longer needed"],
  "verdict.confirm": ["Checked against the platform's history"],
  "verdict.lift": [
    "The platform's history shows no violation",
    "Missing data was explained",
    "Balance was corrected",
  ],
};
