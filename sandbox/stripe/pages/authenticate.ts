import type Stripe from "stripe";
import { formatAmount } from "../api/amount";
import { decodeForm } from "../api/form-decode";
import type { ApiRequest } from "../api/handle";
import { optionalUrl } from "../api/params";
import { matchRoute } from "../http/match";
import { html, type Reply, redirect } from "../http/reply";
import { holdsSecret } from "../payment-intents/access";
import { finishAuthentication } from "../payment-intents/authenticate";
import type { Sandbox } from "../sandbox";
import { type Html, markup, page } from "./layout";

const PATH = "/sandbox/authenticate/:id";
const routes = [
  { method: "GET", path: PATH },
  { method: "POST", path: PATH },
];

/**
 * The page of the customer's bank, where a payment is authenticated or not; null if
 * the request is for something else. The client secret in the address gives access to it.
 */
export function authenticateReply(sandbox: Sandbox, request: ApiRequest): Reply | null {
  const found = matchRoute(routes, request.method, request.url.pathname);
  if (found === null) return null;
  const form = decodeForm(request.method === "POST" ? request.body : request.url.search);
  const intent = sandbox.store.get("payment_intents", found.id);
  const secret = form.client_secret;
  if (intent === null || typeof secret !== "string" || !holdsSecret(intent, secret)) {
    return html(404, plain("Payment not found in the sandbox."));
  }
  // Taken from the form itself, so that a second click still leads back to the shop.
  const returnUrl = optionalUrl(form, "return_url");
  if (intent.status !== "requires_action") return redirectBack(intent, returnUrl);
  if (request.method === "GET") return html(200, question(intent, secret));
  const isAuthenticated = form.outcome === "succeeded";
  return redirectBack(finishAuthentication(sandbox.work(), intent, isAuthenticated), returnUrl);
}

/** Back to the shop: by a redirect, or by a message to Stripe.js, which opened this in a frame. */
function redirectBack(intent: Stripe.PaymentIntent, returnUrl: string | null): Reply {
  const outcome = intent.status === "succeeded" ? "succeeded" : "failed";
  if (returnUrl !== null) {
    const target = new URL(returnUrl);
    target.searchParams.set("payment_intent", intent.id);
    target.searchParams.set("payment_intent_client_secret", intent.client_secret ?? "");
    target.searchParams.set("redirect_status", outcome);
    return redirect(target.href);
  }
  const message = { type: "propdesk-sandbox-3ds", payment_intent: intent.id, outcome };
  const script = `<script>parent.postMessage(${JSON.stringify(message)}, "*")</script>`;
  return html(200, plain(`Authentication ${outcome}.`, { html: script }));
}

function question(intent: Stripe.PaymentIntent, secret: string): string {
  const returnUrl = intent.next_action?.redirect_to_url?.return_url ?? "";
  const button = (outcome: string, label: string, style: string) => markup`
    <form method="post" action="/sandbox/authenticate/${intent.id}">
      <input type="hidden" name="client_secret" value="${secret}">
      <input type="hidden" name="return_url" value="${returnUrl}">
      <button class="${style}" name="outcome" value="${outcome}">${label}</button>
    </form>`;
  const body = markup`<main class="narrow"><div class="card">
    <span class="tag">Sandbox</span>
    <p>Your bank would ask you to approve this payment:</p>
    <p class="amount big">${formatAmount(intent.amount, intent.currency)}</p>
    <div class="actions even">
      ${button("failed", "Fail", "")}
      ${button("succeeded", "Complete", "first")}
    </div>
  </div></main>`;
  return page("Approve this payment – sandbox", body);
}

function plain(message: string, extra: Html | null = null): string {
  const body = markup`<main class="narrow"><div class="card">
    <span class="tag">Sandbox</span><p>${message}</p>
  </div></main>${extra}`;
  return page("Sandbox", body);
}
