import type Stripe from "stripe";
import { describe, expect } from "vitest";
import { test } from "./testing/harness";

const returnUrl = "http://localhost:3000/checkout/complete?tier=t1";

async function confirmWithAuthentication(
  stripe: Stripe,
  params: Stripe.PaymentIntentConfirmParams = {},
) {
  const { id } = await stripe.paymentIntents.create({ amount: 49_900, currency: "usd" });
  return stripe.paymentIntents.confirm(id, {
    payment_method: "pm_card_authenticationRequired",
    ...params,
  });
}

/** Sends the form of the authentication page at this address, as the customer does. */
async function choose(url: string, outcome: "succeeded" | "failed"): Promise<Response> {
  const page = await (await fetch(url)).text();
  const fields = page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g);
  const body = new URLSearchParams({ outcome });
  for (const [, name = "", value = ""] of fields) body.set(name, value);
  const { origin, pathname } = new URL(url);
  return fetch(`${origin}${pathname}`, { method: "POST", redirect: "manual", body });
}

describe("confirm, card requires authentication, with a return_url:", () => {
  test("customer completes it → paid, sent back to the shop", async ({ stripe, receiver }) => {
    const intent = await confirmWithAuthentication(stripe, { return_url: returnUrl });
    expect(intent).toMatchObject({
      status: "requires_action",
      next_action: { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl } },
    });
    await receiver.expect("payment_intent.requires_action");

    const url = intent.next_action?.redirect_to_url?.url ?? "";
    const page = await (await fetch(url)).text();
    for (const shown of ["Sandbox", "$499.00", "Complete", "Fail"]) expect(page).toContain(shown);

    const response = await choose(url, "succeeded");
    expect(response.status).toBe(303);
    const target = new URL(response.headers.get("Location") ?? "");
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

  test("customer fails it → failed, can be paid with another card", async ({
    stripe,
    receiver,
  }) => {
    const { id, next_action } = await confirmWithAuthentication(stripe, { return_url: returnUrl });
    const response = await choose(next_action?.redirect_to_url?.url ?? "", "failed");
    expect(response.headers.get("Location")).toContain("redirect_status=failed");
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: "requires_payment_method",
      latest_charge: null,
      last_payment_error: { code: "payment_intent_authentication_failure" },
    });
    await receiver.expect("payment_intent.payment_failed");
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
    expect(paid.status).toBe("succeeded");
  });

  test("return_url isn't http(s) → url_invalid", async ({ stripe }) => {
    const rejection = confirmWithAuthentication(stripe, { return_url: "javascript:alert(1)" });
    await expect(rejection).rejects.toMatchObject({ code: "url_invalid", param: "return_url" });
  });
});

describe("confirm, card requires authentication, without a return_url:", () => {
  test("→ Stripe.js opens the page, which posts the outcome to it", async ({ stripe }) => {
    const { id, next_action } = await confirmWithAuthentication(stripe);
    expect(next_action).toMatchObject({ type: "use_stripe_sdk" });
    const url = String(next_action?.use_stripe_sdk?.sandbox_authenticate_url);
    const page = await (await choose(url, "succeeded")).text();
    const message = { type: "propdesk-sandbox-3ds", payment_intent: id, outcome: "succeeded" };
    expect(page).toContain(`parent.postMessage(${JSON.stringify(message)}, "*")`);
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe("succeeded");
  });

  test("confirmed again with another card → paid", async ({ stripe }) => {
    const { id } = await confirmWithAuthentication(stripe);
    const paid = await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" });
    expect(paid).toMatchObject({ status: "succeeded", next_action: null });
  });
});

describe("authentication page:", () => {
  test("no or wrong client secret → 404", async ({ sandbox, stripe }) => {
    const { id } = await confirmWithAuthentication(stripe);
    const page = await fetch(
      `${sandbox.url}/sandbox/authenticate/${id}?client_secret=${id}_secret_x`,
    );
    expect(page.status).toBe(404);
  });

  test("form sent twice → authenticated once, both sent back to the shop", async ({ stripe }) => {
    const { id, next_action, client_secret } = await confirmWithAuthentication(stripe, {
      return_url: returnUrl,
    });
    const url = next_action?.redirect_to_url?.url ?? "";
    const [address = ""] = url.split("?");
    const responses = ["succeeded", "failed"].map((outcome) => {
      const body = new URLSearchParams({
        client_secret: client_secret ?? "",
        return_url: returnUrl,
        outcome,
      });
      return fetch(address, { method: "POST", redirect: "manual", body });
    });
    for (const response of await Promise.all(responses)) {
      expect(response.headers.get("Location")).toContain("redirect_status=succeeded");
    }
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe("succeeded");
  });
});
