import { expect, test } from "vitest";
import { actionInput } from "@/lib/actions/schemas";
import { buyInput } from "@/lib/purchases/schemas";
import { idempotencyKey } from "./idempotency";
import { requestKey } from "./request-key";

const problems = (key: string) =>
  requestKey(1, 255)
    .safeParse(key)
    .error?.issues.map(({ message }) => message) ?? [];

test.each([
  ["k\ud83d", "must be well-formed Unicode"],
  ["\ude00k", "must be well-formed Unicode"],
  ["   ", "must not be blank"],
  ["\t\n", "must not be blank"],
  ["", "must be 1 to 255 characters long"],
  ["k".repeat(256), "must be 1 to 255 characters long"],
])("requestKey: %j → %s", (key, message) => {
  expect(problems(key)).toContain(message);
});

test.each(["k", "k😀", "0f8c2a", "é", " k "])("requestKey: %j → accepted", (key) => {
  expect(problems(key)).toEqual([]);
});

test("Idempotency-Key, POST /prop/challenge/buy, POST /api/admin/actions: a malformed key → INVALID_REQUEST", () => {
  const headers = { "idempotency-key": " " };
  const request = new Request("http://propdesk.localhost/", { headers });
  expect(() => idempotencyKey(request)).toThrow(
    "Idempotency-Key must be 1 to 255 characters long.",
  );

  const bought = { program_id: 1, payer_login: 1 };
  const credited = { action: "wallet.credit", login: 1, amount_cents: 1, reason: "a reason" };
  for (const idempotency_key of ["a key \ud83d", "a key \ud83e", " ".repeat(9)]) {
    expect(buyInput.safeParse({ ...bought, idempotency_key }).success).toBe(false);
    expect(actionInput.safeParse({ ...credited, idempotency_key }).success).toBe(false);
  }
  const idempotency_key = "a longer key 😀";
  expect(buyInput.safeParse({ ...bought, idempotency_key }).success).toBe(true);
  expect(actionInput.safeParse({ ...credited, idempotency_key }).success).toBe(true);
});
