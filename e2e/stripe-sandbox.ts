import { expect } from "@playwright/test";
import { stack } from "./stack";

/** Calls a control of the Stripe sandbox of the stack that the specs run on. */
export async function control(path: string, body: object = {}) {
  const { stripe_api_base, secret_key } = stack();
  const response = await fetch(`${stripe_api_base}/sandbox/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret_key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
}

/** Pays a PaymentIntent at the sandbox with a good card. */
export const payIntent = (intent: string) =>
  post(intent, "confirm", {
    payment_method: "pm_card_visa",
    return_url: "http://localhost/unused",
  });

/** Cancels a PaymentIntent at the sandbox, as the job does after it was open for too long. */
export const cancelIntent = (intent: string) => post(intent, "cancel", {});

async function post(intent: string, action: string, body: Record<string, string>) {
  const { stripe_api_base, secret_key } = stack();
  const response = await fetch(`${stripe_api_base}/v1/payment_intents/${intent}/${action}`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret_key}` },
    body: new URLSearchParams(body),
  });
  expect(response.ok).toBe(true);
}

/** Does `work`, whose events about a PaymentIntent are lost; other events arrive a moment later. */
export async function withoutEvents(intent: string, work: () => Promise<void>) {
  await control("deliveries", { mode: "hold" });
  await work();
  await control("deliveries", { mode: "normal" });
  const { data: events }: { data: { id: string }[] } = await get("/v1/events?limit=100");
  const lost = events.filter((event) => JSON.stringify(event).includes(intent));
  const { data: deliveries }: { data: { event: string; held: boolean }[] } =
    await get("/sandbox/deliveries");
  const order = deliveries
    .filter((delivery) => delivery.held && !lost.some(({ id }) => id === delivery.event))
    .map(({ event }) => event);
  if (order.length > 0) await control("deliveries/release", { order });
}

async function get(path: string) {
  const { stripe_api_base, secret_key } = stack();
  const response = await fetch(`${stripe_api_base}${path}`, {
    headers: { authorization: `Bearer ${secret_key}` },
  });
  expect(response.ok).toBe(true);
  return response.json();
}
