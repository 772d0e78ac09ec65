import type Stripe from "stripe";
import { describe, expect } from "vitest";
import { test } from "./testing/harness";

const returnUrl = "http://localhost:3000/checkout/complete?tier=t1";

async function ask(stripe: Stripe, params: Stripe.PaymentIntentConfirmParams = {}) {
  const { id } = await stripe.paymentIntents.create({ amount: 49_900, currency: "usd" });
  return stripe.paymentIntents.confirm(id, {
    payment_method: "pm_card_authenticationRequired",
    ...params,
  });
}

/** The customer's choice, made by sending the form of the page at this address. */
async function choose(url: string, outcome: "succeeded" | "failed"): Promise<Response> {
  const page = await (await fetch(url)).text();
  const fields = page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g);
  const body = new URLSearchParams({ outcome });
  for (const [, name = "", value = ""] of fields) body.set(name, value);
  const { origin, pathname } = new URL(url);
  return fetch(`${origin}${pathname}`, { method: "POST", redirect: "manual", body });
}

describe("a payment that asks for authentication, with a return_url", () => {
  test("sends the customer to a page, and from there back to the shop", async ({
    stripe,
    receiver,
  }) => {
    const intent = await ask(stripe, { return_url: returnUrl });
    expect(intent).toMatchObject({
      status: "requires_action",
      next_action: { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl } },
    });
    await receiver.expect("payment_intent.requires_action");

    const url = intent.next_action?.redirect_to_url?.url ?? "";
    const page = await (await fetch(url)).text();
    for (const shown of ["Sandbox", "$499.00", "Complete", "Fail"]) expect(page).toContain(shown);

    const answer = await choose(url, "succeeded");
    expect(answer.status).toBe(303);
    const target = new URL(answer.headers.get("Location") ?? "");
    expect(`${target.origin}${target.pathname}`).toBe("http://localhost:3000/checkout/complete");
    expect(Object.fromEntries(target.searchParams)).toEqual({
      tier: "t1",
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: "succeeded",
    });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("succeeded");
    await receiver.expect("payment_intent.succeeded");
  });

  test("fails when the customer fails, and can be paid by another card", async ({
    stripe,
    receiver,
  }) => {
    const { id, next_action } = await ask(stripe, { return_url: returnUrl });
    const answer = await choose(next_action?.redirect_to_url?.url ?? "", "failed");
    expect(answer.headers.get("Location")).toContain("redirect_status=failed");
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: "requires_payment_method",
      latest_charge: null,
      last_payment_error: { code: "payment_intent_authentication_failure" },
    });
    await receiver.expect("payment_intent.payment_failed");
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
    expect(paid.status).toBe("succeeded");
  });

  test("is not sent to an address that isn't the web's", async ({ stripe }) => {
    const refusal = ask(stripe, { return_url: "javascript:alert(1)" });
    await expect(refusal).rejects.toMatchObject({ code: "url_invalid", param: "return_url" });
  });
});

describe("a payment that asks for authentication, without a return_url", () => {
  test("has Stripe.js open the page, which tells it the outcome", async ({ stripe }) => {
    const { id, next_action } = await ask(stripe);
    expect(next_action).toMatchObject({ type: "use_stripe_sdk" });
    const url = String(next_action?.use_stripe_sdk?.sandbox_authenticate_url);
    const page = await (await choose(url, "succeeded")).text();
    const message = { type: "propdesk-sandbox-3ds", payment_intent: id, outcome: "succeeded" };
    expect(page).toContain(`parent.postMessage(${JSON.stringify(message)}, "*")`);
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe("succeeded");
  });

  test("can be confirmed with another card instead", async ({ stripe }) => {
    const { id } = await ask(stripe);
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
    expect(paid).toMatchObject({ status: "succeeded", next_action: null });
  });
});

describe("the authentication page", () => {
  test("needs the client secret", async ({ sandbox, stripe }) => {
    const { id } = await ask(stripe);
    const page = await fetch(
      `${sandbox.url}/sandbox/authenticate/${id}?client_secret=${id}_secret_x`,
    );
    expect(page.status).toBe(404);
  });

  test("asks only once, and leads back to the shop each time", async ({ stripe }) => {
    const { id, next_action, client_secret } = await ask(stripe, { return_url: returnUrl });
    const url = next_action?.redirect_to_url?.url ?? "";
    const [address = ""] = url.split("?");
    const answers = ["succeeded", "failed"].map((outcome) => {
      const body = new URLSearchParams({
        client_secret: client_secret ?? "",
        return_url: returnUrl,
        outcome,
      });
      return fetch(address, { method: "POST", redirect: "manual", body });
    });
    for (const answer of await Promise.all(answers)) {
      expect(answer.headers.get("Location")).toContain("redirect_status=succeeded");
    }
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe("succeeded");
  });
});
