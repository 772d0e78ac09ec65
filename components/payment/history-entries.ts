import { failureMessage, isReversal, rejectionMessage } from "@/lib/core/failure-messages";
import { formatMoney } from "@/lib/core/money";
import type { PaymentChange } from "@/lib/payment-history/schemas";
import { accountEntry, challengeEntry } from "./account-entries";
import { type ChangeOf, type HistoryEntry, type Reader, type Terms, terms } from "./history-terms";

type Describers = {
  [K in PaymentChange["kind"]]: (
    change: ChangeOf<K>,
    currency: string,
    terms: Terms,
  ) => HistoryEntry | null;
};

const describers: Describers = {
  status: ({ from, to }, _, names) => statuses[to]?.(from, names) ?? null,
  failure: ({ reason }) => ({
    tone: "red",
    title: "Payment failed",
    detail: failureMessage(reason),
  }),
  refund: ({ to, from, amount_cents }, currency, names) =>
    refunded(formatMoney(amount_cents, currency), from, to, names),
  dispute: ({ to, amount_cents }, currency, names) =>
    disputed(formatMoney(amount_cents, currency), to, names),
  account: (change, _, names) => accountEntry(change, names),
  challenge: challengeEntry,
  rejection: ({ code }) => ({
    tone: "amber",
    title: "The challenge couldn't be started",
    detail: `${rejectionMessage(code)}${isReversal(code) ? "" : " We requested a refund of the payment in full."}`,
  }),
  wallet: ({ login, amount_cents }, currency) => ({
    tone: amount_cents < 0 ? "grey" : "green",
    title: `${formatMoney(Math.abs(amount_cents), currency)} ${amount_cents < 0 ? "removed from" : "added to"} wallet ${login}`,
  }),
};

/**
 * The entries for changes that happened together. A cancellation is one entry with its reason, not a failed
 * attempt and a cancellation.
 */
export function describeChanges(
  changes: PaymentChange[],
  currency: string,
  reader: Reader = "customer",
): HistoryEntry[] {
  const failure = changes.find((change) => change.kind === "failure");
  const canceled = changes.some((change) => change.kind === "status" && change.to === "canceled");
  if (!failure || !canceled) {
    return changes.flatMap((change) => describeChange(change, currency, reader) ?? []);
  }
  const reason = failureMessage(failure.reason);
  return changes.flatMap((change) => {
    if (change === failure) return [];
    const entry = describeChange(change, currency, reader);
    if (!entry) return [];
    const isCancellation = change.kind === "status" && change.to === "canceled";
    return isCancellation ? { ...entry, detail: `${reason} ${entry.detail}` } : entry;
  });
}

/** The entry for a change; null if another change of the same time describes it. */
export function describeChange(
  change: PaymentChange,
  currency: string,
  reader: Reader = "customer",
): HistoryEntry | null {
  // The compiler can't see that each kind has the describer of its own type.
  const toEntry = describers[change.kind] as (
    change: PaymentChange,
    currency: string,
    names: Terms,
  ) => HistoryEntry | null;
  return toEntry(change, currency, terms[reader]);
}

// Refunds and disputes have entries of their own; the status that follows from them needs none.
const statuses: Record<string, (from: string, names: Terms) => HistoryEntry | null> = {
  processing: (_, { bank }) => ({
    tone: "grey",
    title: `${bank} is processing the payment`,
    isOngoing: true,
  }),
  requires_action: (_, { bank, customer }) => ({
    tone: "grey",
    title: `${bank} asked ${customer} to approve the payment`,
    isOngoing: true,
  }),
  canceled: () => ({ tone: "grey", title: "Canceled", detail: "You haven't been charged." }),
  succeeded: paid,
  // Their event may arrive before that of the payment; the payment was paid all the same.
  partially_refunded: paid,
  refunded: paid,
  disputed: paid,
};
function paid(from: string): HistoryEntry | null {
  return wasPaid(from) ? null : { tone: "green", title: "Paid" };
}
const wasPaid = (status: string) =>
  ["succeeded", "partially_refunded", "refunded", "disputed"].includes(status);

function refunded(
  amount: string,
  from: string | null,
  to: string,
  { their, card }: Terms,
): HistoryEntry | null {
  if (to === "failed") {
    return {
      tone: "red",
      title: `Refund of ${amount} failed`,
      detail:
        "Your bank returned the refund. We'll contact you to arrange another way to pay you back.",
    };
  }
  if (to === "canceled") {
    return {
      tone: "red",
      title: `Refund of ${amount} canceled`,
      detail: "The money won't reach your card. If you're still expecting it, contact us.",
    };
  }
  if (to === "requires_action") {
    return {
      tone: "amber",
      title: `Refund of ${amount} needs ${their} details`,
      detail: "Stripe, our payment provider, will email you to ask where to send the money.",
    };
  }
  if (from !== null && to === "succeeded")
    return { tone: "grey", title: `${amount} refund sent to ${card}` };
  return {
    tone: "grey",
    title: `${amount} refunded`,
    detail: "It should reach your card within 5–10 business days.",
  };
}

function disputed(amount: string, to: string, { bank }: Terms): HistoryEntry {
  if (to.startsWith("warning_")) {
    return to === "warning_closed"
      ? { tone: "green", title: "Bank inquiry closed" }
      : {
          tone: "amber",
          title: `${bank} opened an inquiry`,
          detail: "No money is being held.",
        };
  }
  switch (to) {
    case "won":
      return { tone: "green", title: "Dispute won: the payment stands" };
    case "lost":
      return {
        tone: "red",
        title: "Dispute lost: the bank reversed the payment",
        detail: `${amount} was returned to the card.`,
      };
    case "under_review":
      return { tone: "amber", title: `${bank} is reviewing the dispute` };
    default:
      return {
        tone: "red",
        title: `${amount} disputed`,
        detail:
          "The cardholder disputed this payment with their bank. The money is held until the bank decides.",
      };
  }
}
