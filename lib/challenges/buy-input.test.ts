import { beforeAll, expect, test } from "vitest";
import { census, prop } from "@/testing/prop";
import { newTrader, type Trader } from "@/testing/trading";

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

async function expectInvalid(route: string, field: string, value: unknown) {
  const before = await census();
  const { status, body } = await prop(me, route, { body: bodyWith(field, value) });
  expect([status, body.error.code]).toEqual([400, "INVALID_REQUEST"]);
  const paths = body.error.fields.map(({ path }: { path: string }) => path);
  expect(paths).toEqual([field]);
  expect(body.error.message).toContain(field);
  expect(await census()).toEqual(before);
}

test.each([...wrong, ...wrongKeys])("a purchase with %s %s is INVALID_REQUEST", (field, _, value) =>
  expectInvalid("POST challenge/buy", field, value),
);

test.each([
  ...wrong,
  ["idempotency_key", "unknown to it", "key"] as const,
  ["amount", "unknown to it", null] as const,
])("a preview with %s %s is INVALID_REQUEST", (field, _, value) =>
  expectInvalid("POST challenge/preview", field, value),
);

test.each([1, 255])("a key of %i characters is taken and given back", async (length) => {
  const idempotency_key = "k".repeat(length);
  const { status, body } = await prop(me, "POST challenge/buy", {
    body: { program_id: 2, payer_login: me.login, idempotency_key },
  });
  expect([status, body.purchase?.idempotency_key]).toEqual([200, idempotency_key]);
});

test("every field that is wrong is named at once", async () => {
  const body = { program_id: 0, payer_login: "x", idempotency_key: "", more: 1 };
  const { body: answer } = await prop(me, "POST challenge/buy", { body });
  const paths = answer.error.fields.map(({ path }: { path: string }) => path);
  expect(paths.sort()).toEqual(["idempotency_key", "more", "payer_login", "program_id"]);
});

test("at another price than the buyer was shown nothing is bought and no key is bound", async () => {
  const before = await census();
  const wish = { program_id: 2, payer_login: me.login, idempotency_key: "the price" };
  const buy = (amount: number) => prop(me, "POST challenge/buy", { body: { ...wish, amount } });
  const refused = await buy(198.99);
  expect([refused.status, refused.body.error.code, refused.body.error.message]).toEqual([
    400,
    "AMOUNT_MISMATCH",
    "The price is 199.00 USD now.",
  ]);
  expect(await census()).toEqual(before);
  const bought = await buy(199);
  expect([bought.status, bought.body.idempotent]).toEqual([200, false]);
});
