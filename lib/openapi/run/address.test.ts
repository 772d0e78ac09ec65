import { expect, test } from "vitest";
import { operations } from "../all-operations";
import { addressOf } from "./address";

const operation = (id: string) => {
  const found = operations.find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
const addressFor = (id: string, path: Record<string, string>, query: Record<string, string> = {}) =>
  addressOf(operation(id), { operation_id: id, path, query, headers: {} });

test("addressOf: values → in the operation's path and query", () => {
  expect(addressFor("getPayment", { payment_id: "pay_1" })).toBe("/v2/payments/pay_1");
  expect(addressFor("listPayments", {}, { limit: "5", cursor: "a&b=c #/..?" })).toBe(
    "/v2/payments?limit=5&cursor=a%26b%3Dc+%23%2F..%3F",
  );
});

test.each([
  "..",
  ".",
  "...",
  "a..b",
  ".a",
  "a.",
  "a./b",
  "../admin",
  "%2e%2e",
  "%2f",
  "a%2fsync",
  "a/sync",
  "a\\sync",
  "a?b",
  "a#b",
  "a;b",
  "a b",
  "a\u0000",
  "a\n",
  "é",
  "//evil.example",
  "http://evil.example",
  "@evil.example",
  "a".repeat(201),
])("addressOf: %j in the path → INVALID_REQUEST", (value) => {
  expect(() => addressFor("getPayment", { payment_id: value })).toThrow(
    /path.payment_id: must be of/,
  );
});

test("addressOf: a name with single dots → in the path", () => {
  expect(addressFor("editGroup", { name: "PROP.DEMO-50K.v2" })).toBe(
    "/api/admin/catalog/groups/PROP.DEMO-50K.v2",
  );
});

test("addressOf: a missing, empty, inherited or unknown value → INVALID_REQUEST", () => {
  expect(() => addressFor("getPayment", {})).toThrow("path.payment_id: is required");
  expect(() => addressFor("getPayment", { payment_id: "" })).toThrow(
    "path.payment_id: is required",
  );
  const inherited = Object.create({ payment_id: "pay_1" });
  expect(() => addressFor("getPayment", inherited)).toThrow("path.payment_id: is required");
  expect(() => addressFor("getPayment", { payment_id: "a", id: "b" })).toThrow(
    "path.id: unknown field",
  );
});

test("addressOf: every operation with any allowed value → within its own path", () => {
  for (const one of operations) {
    const names = [...one.route.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
    const path = Object.fromEntries(names.map((name) => [name, "a-Z_0"]));
    const address = addressOf(one, { operation_id: one.id, path, query: {}, headers: {} });
    expect(new URL(address, "http://here.example").pathname).toBe(address);
  }
});
