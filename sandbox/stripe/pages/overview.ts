import type Stripe from "stripe";
import { formatAmount } from "../api/amount";
import type { Sandbox } from "../sandbox";
import { type Html, markup, page } from "./layout";

const SHOWN_PAYMENTS = 50;

/** The list of recent payments, with a button for each control that applies. */
export function overviewPage(sandbox: Sandbox, notice: string | null): string {
  const { store, announcer } = sandbox;
  const intents = store.newestFirst("payment_intents").slice(0, SHOWN_PAYMENTS);
  const waiting = store.oldestFirst("deliveries").length;
  const body = markup`<main>
    <h1>Stripe sandbox</h1>
    <p>Sandbox. Webhook delivery: ${announcer.settings.mode}, ${waiting} pending.
      <a href="/sandbox">Refresh</a></p>
    ${notice === null ? null : markup`<p class="notice" role="alert">${notice}</p>`}
    <div class="card">${intents.length === 0 ? empty : table(sandbox, intents)}</div>
  </main>`;
  return page("Stripe sandbox", body);
}

const empty = markup`<table><tbody><tr><td><p>No payments yet.</p></td></tr></tbody></table>`;

function table(sandbox: Sandbox, intents: readonly Stripe.PaymentIntent[]): Html {
  return markup`<table>
    <thead><tr><th>Amount</th><th>Status</th><th>Payment</th><th>Created (UTC)</th><th>Actions</th></tr></thead>
    <tbody>${intents.map((intent) => row(sandbox, intent))}</tbody>
  </table>`;
}

function row({ store }: Sandbox, intent: Stripe.PaymentIntent): Html {
  const charge = store.get("charges", String(intent.latest_charge));
  const dispute = store.newestFirst("disputes").find((one) => one.payment_intent === intent.id);
  const status = statusOf(intent, charge, dispute ?? null);
  const created = new Date(intent.created * 1000).toISOString().slice(0, 19).replace("T", " ");
  return markup`<tr>
    <td class="amount">${formatAmount(intent.amount, intent.currency)}</td>
    <td class="${toneOf(status)}">${status.replaceAll("_", " ")}</td>
    <td class="id">${intent.id}</td>
    <td class="id">${created}</td>
    <td><div class="actions">${actions(intent, charge, dispute ?? null)}</div></td>
  </tr>`;
}

function statusOf(
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge | null,
  dispute: Stripe.Dispute | null,
): string {
  if (dispute !== null) return `disputed: ${dispute.status}`;
  if (charge?.refunded) return "refunded";
  return charge !== null && charge.amount_refunded > 0 ? "partially_refunded" : intent.status;
}

function toneOf(status: string): string {
  if (status === "succeeded") return "good";
  if (status.startsWith("disputed")) return "bad";
  return ["processing", "requires_action"].includes(status) ? "wait" : "";
}

function actions(
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge | null,
  dispute: Stripe.Dispute | null,
): Html[] {
  const payment = `payment_intents/${intent.id}`;
  if (intent.status === "processing") {
    return [
      button(`${payment}/fail`, "Fail payment"),
      button(`${payment}/settle`, "Settle payment"),
    ];
  }
  if (intent.status !== "succeeded" || charge === null) return [];
  if (dispute !== null && /needs_response|under_review/.test(dispute.status)) {
    return [
      button(`disputes/${dispute.id}/lose`, "Lose dispute"),
      button(`disputes/${dispute.id}/win`, "Win dispute"),
    ];
  }
  return [
    ...(charge.disputed ? [] : [button(`${payment}/dispute`, "Open dispute")]),
    ...(charge.refunded || dispute?.status === "lost"
      ? []
      : [button(`${payment}/refund`, "Refund")]),
  ];
}

function button(control: string, label: string): Html {
  return markup`<form method="post" action="/sandbox/${control}">
    <button aria-label="${label} ${control.split("/")[1] ?? ""}">${label}</button>
  </form>`;
}
