import { randomUUID } from "node:crypto";
import type { BrowserContext } from "@playwright/test";

/** Signs up a new trader and signs the browser in, without the pages that have specs of their own. */
export async function signInAsNewTrader(context: BrowserContext, origin: string) {
  const email = `trader-${randomUUID().slice(-12)}@propdesk.test`;
  const password = "a long enough password";
  const made = await context.request.post("/api/sign-up", {
    data: { email, password },
    headers: { origin },
  });
  if (made.status() !== 201) throw new Error(`sign-up: ${made.status()} ${await made.text()}`);
  await signIn(context, email, password);
  return { email, password };
}

/** Signs the browser in without the page for it. */
export async function signIn({ request }: BrowserContext, email: string, password: string) {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email, password, json: "true" };
  const answer = await request.post("/api/auth/callback/credentials", { form });
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()}`);
}
