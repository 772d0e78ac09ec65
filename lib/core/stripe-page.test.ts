import { expect, test } from "vitest";
import { stripePage } from "./stripe-page";

const page = (id: string | null, livemode = true) => stripePage(id, livemode, false);

test("stripePage: an id of Stripe's → its page in the dashboard, in test mode under /test", () => {
  for (const [id, place] of [
    ["pi_3Q", "payments"],
    ["re_3Q", "refunds"],
    ["pyr_1Q", "refunds"],
    ["dp_1Q", "disputes"],
    ["du_1Q", "disputes"],
    ["evt_1Q", "events"],
  ] as const) {
    expect(page(id)).toBe(`https://dashboard.stripe.com/${place}/${id}`);
    expect(page(id, false)).toBe(`https://dashboard.stripe.com/test/${place}/${id}`);
  }
});

test("stripePage: our id, an empty id, or a stand-in of Stripe → null", () => {
  for (const id of [null, "", "pi", "pay_01", "toString_1"]) expect(page(id)).toBeNull();
  expect(stripePage("pi_3Q", false, true)).toBeNull();
});

test("stripePage: an id with path or query characters → escaped", () => {
  expect(page("pi_/../x?y")).toBe("https://dashboard.stripe.com/payments/pi_%2F..%2Fx%3Fy");
});
