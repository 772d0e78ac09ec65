import { expect, test } from "vitest";
import { deposit } from "@/lib/payments/examples";
import { withdrawal } from "@/lib/trading/examples";
import { creditInterval } from "./credit-interval";

const paid = { ...deposit, status: "succeeded" } as const;
const credit = { ...withdrawal, api_data: { payment_id: paid.payment_id } };

test("creditInterval: a paid deposit that isn't in the statement → read again; once it is, no more", () => {
  expect(creditInterval([paid], [{ rows: [withdrawal] }])).toBe(2_000);
  expect(creditInterval([paid], [{ rows: [withdrawal] }, { rows: [credit] }])).toBe(false);
});

test("creditInterval: no deposit, one that isn't paid, one that was refunded → never", () => {
  const of = (status: typeof deposit.status) => creditInterval([{ ...deposit, status }], []);
  expect([of("requires_payment_method"), of("refunded")]).toEqual([false, false]);
  expect(creditInterval([], [])).toBe(false);
});
