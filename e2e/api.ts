import type { APIRequestContext, Page } from "@playwright/test";
import { payIntent } from "./stripe-sandbox";
import { expect } from "./trader";

/** The trader's purchases and challenges, through the API. */
export const readChallenges = async ({ request }: Pick<Page, "request">) =>
  (await request.get("/prop/challenges")).json();

/** The id of a program of the demo catalog. */
export async function programId(request: APIRequestContext, name: string): Promise<number> {
  const { rows } = await (await request.get("/prop/programs")).json();
  return rows.find((program: { name: string }) => program.name === name).id;
}

/** Tops up the trader's wallet by card, through the API. Returns the wallet's login. */
export async function topUp({ request }: Page, cents: number, origin: string): Promise<number> {
  const login = await firstWallet({ request });
  const created = await request.post("/v2/payments/deposits", {
    data: { login, amount_cents: cents, currency: "usd" },
    headers: { origin },
  });
  const { payment_id, stripe_payment_intent_id } = await created.json();
  await payIntent(stripe_payment_intent_id);
  const credited = async () =>
    (await (await request.get(`/v2/payments/${payment_id}`)).json()).credited_order;
  await expect.poll(credited).toBeGreaterThan(0);
  return login;
}

/** The trader's payments or prop accounts, through the API. */
export const read = async (page: Page, path: "payments" | "payments/prop-accounts") =>
  (await page.context().request.get(`/v2/${path}`)).json();

/** Buys a program from the trader's wallet, through the API. Returns the response's body. */
export async function buyProgram(page: Page, program: string, payer_login: number, origin: string) {
  const program_id = await programId(page.request, program);
  const response = await page.request.post("/prop/challenge/buy", {
    data: { program_id, payer_login },
    headers: { origin },
  });
  expect(response.status()).toBe(200);
  return response.json();
}

/** The login of the trader's first wallet. */
export const firstWallet = async ({ request }: Pick<Page, "request">): Promise<number> =>
  (await (await request.get("/prop/accounts")).json()).rows[0].login;
