import type { APIRequestContext, Page } from "@playwright/test";
import { stack } from "./stack";
import { control, expect } from "./trader";

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
export const payIntent = (intent: string) =>
  post(intent, "confirm", {
    payment_method: "pm_card_visa",
    return_url: "http://localhost/unused",
  });

/** Cancels a PaymentIntent at the sandbox, as the job does with those that were open for too long. */
export const cancelIntent = (intent: string) => post(intent, "cancel", {});

async function post(intent: string, verb: string, body: Record<string, string>) {
  const { stripe_api_base, secret_key } = stack();
  const answer = await fetch(`${stripe_api_base}/v1/payment_intents/${intent}/${verb}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret_key}` },
    body: new URLSearchParams(body),
  });
  expect(answer.ok).toBe(true);
}

/** Does what brings about events of a PaymentIntent that never arrive; others arrive a moment later. */
export async function withoutEvents(intent: string, work: () => Promise<void>) {
  await control("deliveries", { mode: "hold" });
  await work();
  await control("deliveries", { mode: "normal" });
  const { data: events }: { data: { id: string }[] } = await get("/v1/events?limit=100");
  const lost = events.filter((event) => JSON.stringify(event).includes(intent));
  const { data: held }: { data: { event: string; held: boolean }[] } =
    await get("/sandbox/deliveries");
  const order = held
    .filter((delivery) => delivery.held && !lost.some(({ id }) => id === delivery.event))
    .map(({ event }) => event);
  if (order.length > 0) await control("deliveries/release", { order });
}

async function get(path: string) {
  const { stripe_api_base, secret_key } = stack();
  const answer = await fetch(`${stripe_api_base}${path}`, {
    headers: { authorization: `Bearer ${secret_key}` },
  });
  expect(answer.ok).toBe(true);
  return answer.json();
}
