import { beforeAll, expect, test } from "vitest";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { as } from "@/testing/http/client";
import { rowCounts } from "@/testing/purchases/counts";

let me: Trader;
beforeAll(async () => {
  me = await newTrader(100_000n);
});

const TOO_LARGE = 2_147_483_648;
const numbers: [string, unknown][] = [
  ["missing", undefined],
  ["null", null],
  ["zero", 0],
  ["negative", -1],
  ["a fraction", 1.5],
  ["too large for a login", TOO_LARGE],
  ["too large for an integer", 1e21],
  ["a text", "1"],
  ["a truth", true],
  ["a list", [1]],
  ["an object", {}],
];

const wrong: [field: string, what: string, value: unknown][] = [
  ...["program_id", "payer_login"].flatMap((field) =>
    numbers.map(([what, value]): [string, string, unknown] => [field, what, value]),
  ),
  ["price", "unknown", 1],
];
const wrongKeys: [field: string, what: string, value: unknown][] = [
  ["idempotency_key", "empty", ""],
  ["idempotency_key", "of 256 characters", "k".repeat(256)],
  ["idempotency_key", "a number", 1],
  ["amount", "negative", -1],
  ["amount", "a text", "499"],
];

const bodyWith = (field: string, value: unknown) => ({
  program_id: 1,
  payer_login: me.login,
  [field]: value,
});

async function expectInvalid(path: string, field: string, value: unknown) {
  const before = await rowCounts();
  const { status, body } = await as(me).post(path, bodyWith(field, value));
  expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
  const paths = body.error.fields.map(({ path }: { path: string }) => path);
  expect(paths).toEqual([field]);
  expect(body.error.message).toContain(field);
  expect(await rowCounts()).toEqual(before);
}

test.each([...wrong, ...wrongKeys])(
  "POST /prop/challenge/buy: %s %s → INVALID_REQUEST",
  (field, _, value) => expectInvalid("/prop/challenge/buy", field, value),
);

test.each([
  ...wrong,
  ["idempotency_key", "unknown to it", "key"] as const,
  ["amount", "unknown to it", null] as const,
])("POST /prop/challenge/preview: %s %s → INVALID_REQUEST", (field, _, value) =>
  expectInvalid("/prop/challenge/preview", field, value),
);

test.each([1, 255])(
  "POST /prop/challenge/buy: a key of %i characters → accepted and returned",
  async (length) => {
    const idempotency_key = "k".repeat(length);
    const { status, body } = await as(me).post("/prop/challenge/buy", {
      program_id: 2,
      payer_login: me.login,
      idempotency_key,
    });
    expect([status, body.purchase?.idempotency_key]).toEqual([200, idempotency_key]);
  },
);

test("POST /prop/challenge/buy: several invalid fields → all named in one error", async () => {
  const body = { program_id: 0, payer_login: "x", idempotency_key: "", more: 1 };
  const { body: rejection } = await as(me).post("/prop/challenge/buy", body);
  const paths = rejection.error.fields.map(({ path }: { path: string }) => path);
  expect(paths.sort()).toEqual(["idempotency_key", "more", "payer_login", "program_id"]);
});

test("POST /prop/challenge/buy: another price than the buyer was shown → AMOUNT_MISMATCH, nothing bought, the key unused", async () => {
  const before = await rowCounts();
  const request = { program_id: 2, payer_login: me.login, idempotency_key: "the price" };
  const buy = (amount: number) => as(me).post("/prop/challenge/buy", { ...request, amount });
  const mismatch = await buy(198.99);
  expect([mismatch.status, mismatch.body.error.code, mismatch.body.error.message]).toEqual([
    400,
    "AMOUNT_MISMATCH",
    "The price is now 199.00 USD.",
  ]);
  expect(await rowCounts()).toEqual(before);
  const bought = await buy(199);
  expect([bought.status, bought.body.idempotent]).toEqual([200, false]);
});
