import { randomUUID } from "node:crypto";
import type { BrowserContext } from "@playwright/test";

/** Signs up a new trader and signs the browser in, without the pages that have specs of their own. */
export async function signInAsNewTrader({ request }: BrowserContext, origin: string) {
  const email = `trader-${randomUUID().slice(-12)}@propdesk.test`;
  const password = "a long enough password";
  const made = await request.post("/api/sign-up", {
    data: { email, password },
    headers: { origin },
  });
  if (made.status() !== 201) throw new Error(`sign-up: ${made.status()} ${await made.text()}`);
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email, password, json: "true" };
  const answer = await request.post("/api/auth/callback/credentials", { form });
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()}`);
  return { email, password };
}
