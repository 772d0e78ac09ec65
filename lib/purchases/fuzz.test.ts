import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { ledgerProblems } from "@/testing/database/ledger";
import { as } from "@/testing/http/client";

let me: Trader;
beforeAll(async () => {
  me = await newTrader();
});

const RUNS = { numRuns: 50 };
// The trial of the demo catalog: a purchase of it succeeds.
const FREE = 4;

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "\u0000", "\ud800", "'--"),
);
const anything = fc.oneof(text, fc.double(), fc.integer(), fc.jsonValue({ stringUnit: "binary" }));

test("POST /prop/challenge/buy: any key → bought once and replayed, or INVALID_REQUEST", async () => {
  const property = fc.asyncProperty(text, async (idempotency_key) => {
    const buyer = await newTrader();
    const body = { program_id: FREE, payer_login: buyer.login, idempotency_key };
    const first = await as(buyer).post("/prop/challenge/buy", body);
    const replay = await as(buyer).post("/prop/challenge/buy", body);
    expect([200, 400]).toContain(first.status);
    expect(replay.status).toBe(first.status);
    if (first.status === 400) expect(first.body.error.code).toBe("INVALID_REQUEST");
    else expect(replay.body.purchase).toEqual(first.body.purchase);
  });
  await fc.assert(property, RUNS);
  expect(await ledgerProblems()).toEqual([]);
});

test.each(["buy", "preview"])("POST /prop/challenge/%s: any body → no 5xx", async (verb) => {
  const field = fc.constantFrom("program_id", "payer_login", "idempotency_key", "more");
  const property = fc.asyncProperty(
    fc.oneof(fc.dictionary(field, anything, { maxKeys: 2 }), anything),
    async (sent) => {
      const isObject = typeof sent === "object" && sent !== null && !Array.isArray(sent);
      const body = isObject ? { program_id: FREE, payer_login: me.login, ...sent } : sent;
      const { status } = await as(me).post(`/prop/challenge/${verb}`, body ?? null);
      expect(status).toBeLessThan(500);
    },
  );
  await fc.assert(property, RUNS);
});
