import { expect, test } from "vitest";
import { rejectionMessage, rejectionReason } from "@/lib/core/failure-messages";
import { stepsOf } from "../saga/steps";

// Those of `findCardOffer`, of the steps and of a reversed payment: what `payments.rejection_code` may hold.
const codes = [
  "PROGRAM_DISABLED",
  "PROGRAM_CHANGED",
  "INVALID_DEMO_GROUP",
  "DEMO_GROUP_REQUIRED",
  "WALLET_UNAVAILABLE",
  ...new Set(stepsOf({ paymentId: "pay_1" }).map(({ failure }) => failure)),
  "REFUNDED",
  "DISPUTE_LOST",
];

test.each(codes)(
  "rejectionReason: %s → a sentence for operators, and one for the customer",
  (code) => {
    expect(rejectionReason(code)).toMatch(/^[A-Z][a-z]* /);
    expect(rejectionReason(code)).not.toContain(code);
    expect(rejectionMessage(code)).toMatch(/^[A-Z].*\.$/);
  },
);

test("rejectionReason: a code of another release → the code", () => {
  expect(rejectionReason("SOMETHING_NEW")).toBe("SOMETHING_NEW");
});
