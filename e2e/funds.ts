import type { APIRequestContext, Page } from "@playwright/test";
import { stack } from "./stack";
import { expect } from "./trader";

/** What the trader has bought from a wallet, read through the API with the browser's session. */
export const readChallenges = async ({ request }: Pick<Page, "request">) =>
  (await request.get("/prop/challenges")).json();

/** The id of a program of the demo catalog. */
export async function programId(request: APIRequestContext, name: string): Promise<number> {
  const { rows } = await (await request.get("/prop/programs")).json();
  return rows.find((program: { name: string }) => program.name === name).id;
}

/** Tops up the trader's wallet by card, without the page for it. Answers with the wallet's login. */
export async function topUp({ request }: Page, cents: number, origin: string): Promise<number> {
  const { rows } = await (await request.get("/prop/accounts")).json();
  const { login } = rows[0];
  const made = await request.post("/v2/payments/deposits", {
    data: { login, amount_cents: cents, currency: "usd" },
    headers: { origin },
  });
  const { payment_id, stripe_payment_intent_id } = await made.json();
  await payIntent(stripe_payment_intent_id);
  const credited = async () =>
    (await (await request.get(`/v2/payments/${payment_id}`)).json()).credited_order;
  await expect.poll(credited).toBeGreaterThan(0);
  return login;
}

/** Pays a PaymentIntent at the sandbox with a good card, without the page for it. */
export async function payIntent(intent: string) {
  const { stripe_api_base, secret_key } = stack();
  const answer = await fetch(`${stripe_api_base}/v1/payment_intents/${intent}/confirm`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret_key}` },
    body: new URLSearchParams({
      payment_method: "pm_card_visa",
      return_url: "http://localhost/unused",
    }),
  });
  expect(answer.ok).toBe(true);
}
