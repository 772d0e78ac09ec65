import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type Customer, newCustomer } from "@/testing/actors/customer";
import { as } from "@/testing/http/client";
import { tier25k } from "@/testing/stripe/payments";

let me: Customer;
beforeAll(async () => {
  me = await newCustomer();
});

const RUNS = { numRuns: 250 };
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("tier_25k", "tier_demo", "crypto", "usd", "", "\u0000", "\ud800", "%00", "'--"),
);
const leaf = fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
const anything = fc.oneof(leaf, fc.jsonValue({ stringUnit: "binary" }));
/** A purchase in which each field may be gone or be anything else. */
const nearly = fc
  .record({
    changed: fc.dictionary(fc.constantFrom(...Object.keys(tier25k), "currency"), anything, {
      maxKeys: 3,
    }),
    extra: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, fc.dictionary(text, anything)),
    dropped: fc.subarray(Object.keys(tier25k), { maxLength: 1 }),
  })
  .map(({ changed, extra, dropped }) => {
    const merged = Object.entries({ ...tier25k, ...changed, ...extra });
    return JSON.stringify(Object.fromEntries(merged.filter(([key]) => !dropped.includes(key))));
  });
const raw = fc.oneof(
  nearly,
  anything.map((value) => JSON.stringify(value)),
  text,
);
const key = fc.oneof(fc.constant(undefined), fc.string({ minLength: 0, maxLength: 300 }));

test.each(["/v2/payments/checkout", "/v2/payments/free"])(
  "POST %s: any body and Idempotency-Key → no 5xx",
  async (path) => {
    const statuses = new Set<number>();
    const body = fc.asyncProperty(raw, key, async (sent, idempotencyKey) => {
      const headers: Record<string, string> =
        idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey };
      const response = await as(me).post(path, undefined, { raw: sent, headers });
      statuses.add(response.status);
      expect(response.status).toBeLessThan(500);
      if (response.status !== 200) expect(response.body.error.code).toMatch(/^[A-Z_]+$/);
    });
    await fc.assert(body, RUNS);
    expect(statuses).toContain(400);
  },
);

test("GET lists: random queries → never a 5xx", async () => {
  const property = fc.asyncProperty(
    fc.dictionary(fc.oneof(text, fc.constantFrom("limit", "cursor")), text),
    async (query) => {
      const path = `/v2/payments?${new URLSearchParams(query)}`;
      expect((await as(me).get(path)).status).toBeLessThan(500);
    },
  );
  await fc.assert(property, RUNS);
});
