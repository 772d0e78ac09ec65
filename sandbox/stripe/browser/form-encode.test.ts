import { expect, it } from "vitest";
import { formEncode } from "./form-encode";

it("formEncode: nested values → brackets; undefined → left out", () => {
  const encoded = formEncode({
    payment_method_data: { type: "card", card: { number: "4242", exp_month: 12 } },
    use_stripe_sdk: true,
    return_url: undefined,
  });
  expect(Object.fromEntries(encoded)).toEqual({
    "payment_method_data[type]": "card",
    "payment_method_data[card][number]": "4242",
    "payment_method_data[card][exp_month]": "12",
    use_stripe_sdk: "true",
  });
});
