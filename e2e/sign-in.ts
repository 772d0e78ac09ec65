import { randomUUID } from "node:crypto";
import type { BrowserContext } from "@playwright/test";

/** Signs up a new trader and signs the browser in, through the API. */
export async function signInAsNewTrader(context: BrowserContext, origin: string) {
  const email = `trader-${randomUUID().slice(-12)}@propdesk.test`;
  const password = "a long enough password";
  const created = await context.request.post("/api/sign-up", {
    data: { email, password },
    headers: { origin },
  });
  if (created.status() !== 201)
    throw new Error(`sign-up: ${created.status()} ${await created.text()}`);
  await signIn(context, email, password);
  return { email, password };
}

/** Signs the browser in, through next-auth's endpoints. */
export async function signIn({ request }: BrowserContext, email: string, password: string) {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email, password, json: "true" };
  const response = await request.post("/api/auth/callback/credentials", { form });
  if (!response.ok()) throw new Error(`sign-in: ${response.status()}`);
}
