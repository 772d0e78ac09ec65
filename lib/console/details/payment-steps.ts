import { exactTime, shortenMiddle } from "@/lib/core/format";
import { formatMoney } from "@/lib/core/money";
import { hasRefundFailed } from "@/lib/core/stripe-status";
import type {
  HistorySource,
  PaymentChange,
  PaymentEvidenceView,
} from "@/lib/payment-history/schemas";
import type { DetailStep } from "../schemas";

const sources: Record<HistorySource, string> = {
  stripe: "Stripe event",
  checkout: "Synced from Stripe (checkout)",
  sync: "Synced from Stripe (customer's page)",
  reconciliation: "Recovered by reconciliation",
  expiry: "Synced from Stripe (scheduled)",
  account: "Propdesk",
  wallet: "Trading server",
  admin: "Refund by admin",
};

/** What admins have checked in Stripe, by the step's type. */
const checks: Record<string, string> = {
  "payment.checked": "Synced from Stripe (opened by an admin)",
  "payment.synced": "Synced from Stripe (by an admin)",
};

/** A payment's history as steps, with the stored values as their evidence. */
export function paymentSteps(history: PaymentEvidenceView[], currency: string): DetailStep[] {
  let latest = "";
  return history.map((entry) => {
    // The entries are in the order in which they were written. Their times may not be: Stripe's have whole
    // seconds, and entries of one transaction have the time at which it began.
    const time = entry.source === "stripe" ? entry.recorded_at : entry.occurred_at;
    if (time > latest) latest = time;
    return stepOf(entry, latest, currency);
  });
}

const stepOf = (entry: PaymentEvidenceView, at: string, currency: string): DetailStep => ({
  id: `payment ${entry.id}`,
  at,
  what: { kind: "changes", changes: entry.changes, currency },
  code: entry.type,
  source: checks[entry.type] ?? sources[entry.source],
  status: statusOf(entry.changes),
  notes: entry.note ? [entry.note] : [],
  evidence: [
    ...entry.changes.map((change) =>
      changedValues(change, (cents) => formatMoney(cents, currency)),
    ),
    ...(isLate(entry) ? [`occurred ${exactTime(entry.occurred_at, "UTC")}`] : []),
  ],
  ids: entry.stripe_event_id
    ? [{ label: "Stripe event", id: entry.stripe_event_id, list: "stripe-events" as const }]
    : [],
});

const LATE_MS = 60_000;
const isLate = ({ occurred_at, recorded_at }: PaymentEvidenceView) =>
  Date.parse(recorded_at) - Date.parse(occurred_at) > LATE_MS;

/** The status that a step led to; a refund that failed or was canceled comes before the payment's status. */
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

const arrow = (from: string | null, to: string) => (from === null ? to : `${from} → ${to}`);

function changedValues(change: PaymentChange, money: (cents: number) => string): string {
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
    case "rejection":
      return `not bought: ${change.code}`;
    case "wallet":
      return `wallet ${change.login}: ${money(change.amount_cents)}, order ${change.order}`;
  }
}
