import { beforeAll, describe, expect, test, vi } from "vitest";
import { POST as webhook } from "@/app/api/v2/webhooks/stripe/route";
import { connection } from "@/lib/core/database";
import { metrics } from "@/lib/core/metrics";
import { STRIPE_BODY_LIMIT } from "@/lib/http/body";
import { isEventSender } from "@/lib/http/event-senders";
import { secondsUntilRetry } from "@/lib/http/rejected-networks";
import { anonymousCtx } from "@/testing/actors/contexts";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { as } from "@/testing/http/client";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventOf } from "@/testing/stripe/sandbox";
import { reportInvalidSignature } from "./signature";

// Before the settings are read. A request without an address in this header is counted as "unknown".
Object.assign(process.env, { RATE_LIMIT_ANONYMOUS: "8", TRUSTED_PROXY_HOPS: "1" });

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

async function paid() {
  const bought = await startCheckout(me, { key: crypto.randomUUID() });
  await confirm(bought.stripe_payment_intent_id);
  const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
  return { ...bought, event };
}

const stored = async (id: string) =>
  (await connection().pool.query("select * from stripe_events where id = $1", [id])).rows[0];

describe("POST /v2/webhooks/stripe: signatures that aren't valid", () => {
  const here = { "x-forwarded-for": "203.0.113.1" };
  const forged = (headers: Record<string, string> = here) =>
    as({ headers: { ...headers, "stripe-signature": "t=1,v1=00" } }).post(
      "/v2/webhooks/stripe",
      undefined,
      { raw: "{}" },
    );
  const counted = async (reason: string) => {
    const { values } = await metrics().invalidSignatures.get();
    return values.find(({ labels }) => labels.reason === reason)?.value ?? 0;
  };

  test("RATE_LIMIT_ANONYMOUS of one address → RATE_LIMITED for the next, and for its anonymous writes; what Stripe signed is accepted", async () => {
    const { event } = await paid();
    for (let n = 0; n < 8; n++) expect((await forged()).status).toBe(400);
    const { status, headers } = await forged();
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect((await forged({ "x-forwarded-for": "203.0.113.2" })).status).toBe(400);
    expect(secondsUntilRetry("203.0.113.1")).toBeGreaterThan(0);
    expect((await deliver(event, { headers: here })).status).toBe(200);
    expect(await stored(event.id)).toBeDefined();
    expect(isEventSender("203.0.113.1")).toBe(true);
    expect(isEventSender("203.0.113.2")).toBe(false);
  });

  test.each([
    ["too large", "198.51.100.1", () => new Uint8Array(STRIPE_BODY_LIMIT + 1)],
    ["broken off", "198.51.100.2", () => new ReadableStream({ pull: (it) => it.error("gone") })],
  ])(
    "POST /v2/webhooks/stripe: a body that is %s → counted by address as well",
    async (_, from, body) => {
      const send = () =>
        webhook(
          new Request("http://propdesk.localhost/", {
            method: "POST",
            headers: { "x-forwarded-for": from },
            body: body(),
            duplex: "half",
          } as RequestInit),
          { params: Promise.resolve({}) },
        );
      for (let n = 0; n < 8; n++) expect([400, 413]).toContain((await send()).status);
      expect((await send()).status).toBe(429);
    },
  );

  test("each kind → counted in propdesk_stripe_webhook_invalid_signatures_total", async () => {
    const { event } = await paid();
    const from = { "x-forwarded-for": "203.0.113.3" };
    const before = await Promise.all(["missing", "mismatch", "too_old"].map(counted));
    await as({ headers: from }).post("/v2/webhooks/stripe", undefined, { raw: "{}" });
    await deliver(event, { secret: "whsec_of_somebody_else", headers: from });
    await deliver(event, { age: 301, headers: from });
    const after = await Promise.all(["missing", "mismatch", "too_old"].map(counted));
    expect(after).toEqual(before.map((count) => count + 1));
    const { body } = await as(anonymous).get("/api/metrics");
    expect(body).toContain('propdesk_stripe_webhook_invalid_signatures_total{reason="mismatch"}');
  });

  test("reportInvalidSignature: many of one kind → one warning a minute, which says how many came before", () => {
    const warn = vi.fn();
    const ctx = Object.assign(anonymousCtx(), { log: { warn } });
    const from = Date.now() + 3_600_000;
    for (const at of [0, 1, 59_999, 60_000]) reportInvalidSignature(ctx, "mismatch", from + at);
    reportInvalidSignature(ctx, "missing", from);
    expect(warn.mock.calls.map(([{ reason, more_before }]) => [reason, more_before])).toEqual([
      ["mismatch", expect.any(Number)],
      ["mismatch", 2],
      ["missing", expect.any(Number)],
    ]);
    expect(warn.mock.calls[0]?.[1]).toContain("STRIPE_WEBHOOK_SECRET");
  });
});
