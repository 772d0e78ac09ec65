import { exactTime, shortenMiddle } from "@/lib/format";
import { formatMoney } from "@/lib/money";
import type {
  HistorySource,
  PaymentChange,
  PaymentEvidenceView,
} from "@/lib/payment-history/schemas";
import { hasRefundFailed } from "@/lib/stripe-status";
import type { DetailStep } from "../schemas";

const sources: Record<HistorySource, string> = {
  stripe: "event from Stripe",
  checkout: "looked up at Stripe by the checkout",
  sync: "asked at Stripe by the customer's page",
  reconciliation: "found by the comparison with Stripe",
  expiry: "asked at Stripe by the job for old payments",
  account: "the account",
  wallet: "the trading server",
  admin: "answered by Stripe to an admin's refund",
};

/** What admins have checked at Stripe, by the step's type. */
const checks: Record<string, string> = {
  "payment.checked": "found at Stripe when an admin opened the payment",
  "payment.synced": "found at Stripe by a sync",
};

/** A payment's history as steps with their evidence, in the words of the fields that it is stored in. */
export function paymentSteps(history: PaymentEvidenceView[], currency: string): DetailStep[] {
  let latest = "";
  return history.map((entry) => {
    // They were written in this order, whatever the clocks say: Stripe tells whole seconds, and what is
    // recorded in one transaction has the time of its beginning.
    const known = entry.source === "stripe" ? entry.recorded_at : entry.occurred_at;
    if (known > latest) latest = known;
    return stepOf(entry, latest, currency);
  });
}

const stepOf = (entry: PaymentEvidenceView, at: string, currency: string): DetailStep => ({
  id: `payment ${entry.id}`,
  at,
  what: entry.type,
  source: checks[entry.type] ?? sources[entry.source],
  status: statusOf(entry.changes),
  notes: [
    ...(entry.note ? [entry.note] : notesOf(entry.changes, currency)),
    ...(isLate(entry) ? [`happened ${exactTime(entry.occurred_at, "UTC")}`] : []),
  ],
  ids: entry.stripe_event_id
    ? [{ label: "Stripe event", id: entry.stripe_event_id, list: "stripe-events" as const }]
    : [],
});

const LATE_MS = 60_000;
const isLate = ({ occurred_at, recorded_at }: PaymentEvidenceView) =>
  Date.parse(recorded_at) - Date.parse(occurred_at) > LATE_MS;

/** What a step led to; a refund that failed or was canceled is worse news than what the status became. */
function statusOf(changes: PaymentChange[]): string | null {
  const failed = changes.find(
    (change) => change.kind === "refund" && hasRefundFailed({ status: change.to }),
  );
  if (failed?.kind === "refund") return `refund_${failed.to}`;
  return changes.findLast(leadsTo)?.to ?? null;
}

const leadsTo = (
  change: PaymentChange,
): change is Extract<PaymentChange, { kind: "status" | "account" | "challenge" }> =>
  change.kind === "status" || change.kind === "account" || change.kind === "challenge";

const notesOf = (changes: PaymentChange[], currency: string): string[] =>
  changes.length === 0
    ? ["Nothing new: it was known."]
    : changes.map((change) => words(change, (cents) => formatMoney(cents, currency)));

const arrow = (from: string | null, to: string) => (from === null ? to : `${from} → ${to}`);

function words(change: PaymentChange, money: (cents: number) => string): string {
  switch (change.kind) {
    case "status":
      return `payment ${arrow(change.from, change.to)}`;
    case "failure":
      return `failed: ${change.reason}`;
    case "refund":
      return `refund ${shortenMiddle(change.id)} of ${money(change.amount_cents)}: ${arrow(change.from, change.to)}`;
    case "dispute":
      return `dispute ${shortenMiddle(change.id)} of ${money(change.amount_cents)} (${change.reason}): ${arrow(change.from, change.to)}`;
    case "account":
      return `account ${arrow(change.from, change.to)}${change.reason ? ` (${change.reason})` : ""}`;
    case "challenge":
      return `challenge ${change.challenge_id}: ${arrow(change.from, change.to)}${change.reason ? ` (${change.reason})` : ""}`;
    case "wallet":
      return `wallet ${change.login}: ${money(change.amount_cents)}, order ${change.order}`;
  }
}
