import fc from "fast-check";
import type Stripe from "stripe";
import { expect, test } from "vitest";
import { intentChanges, type Payment } from "./intent-changes";

const payment = {
  id: "pay_1",
  amountCents: 19_900n,
  currency: "usd",
  livemode: false,
  stripePaymentIntentId: "pi_1",
  intentStatus: "requires_payment_method",
  intentStatusAt: null,
  failureReason: null,
  paidAt: null,
  createdAt: new Date(0),
} as unknown as Payment;

const intent = (status: string) =>
  ({
    id: "pi_1",
    amount: 19_900,
    amount_received: status === "succeeded" ? 19_900 : 0,
    currency: "usd",
    livemode: false,
    status,
    last_payment_error: status === "requires_payment_method" ? { code: "card_declined" } : null,
    cancellation_reason: null,
  }) as unknown as Stripe.PaymentIntent;

interface Told {
  status: string;
  second: number;
}
function apply(told: Told[]): Payment {
  let known = payment;
  for (const { status, second } of told) {
    const changes = intentChanges(known, intent(status), new Date(second * 1000));
    if ("reviewReason" in changes) throw new Error(changes.reviewReason);
    known = { ...known, ...changes };
  }
  return known;
}

const life = fc
  .tuple(
    fc.array(
      fc.record({
        status: fc.constantFrom("requires_payment_method", "requires_action", "processing"),
        second: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 8 },
    ),
    fc.option(fc.constantFrom("succeeded", "canceled")),
  )
  .map(([early, end]) => [...early, ...(end ? [{ status: end, second: 6 }] : [])]);

test("in whatever order the events of a PaymentIntent come, and however often, the end is the same", () => {
  const shuffled = life.chain((told) =>
    fc.tuple(
      fc.constant(told),
      fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([told, mixed]) => {
      const { intentStatus, failureReason } = apply(told);
      expect(apply(mixed)).toMatchObject({ intentStatus, failureReason });
    }),
    { numRuns: 2_000 },
  );
});

test("money that was received beats a cancellation of ours", () => {
  const told = [
    { status: "canceled", second: 1 },
    { status: "succeeded", second: 2 },
  ];
  expect(apply(told).intentStatus).toBe("succeeded");
});

test.each(["succeeded", "canceled"])("nothing that waits comes after %s", (end) => {
  const told = [
    { status: end, second: 1 },
    { status: "processing", second: 9 },
  ];
  expect(apply(told).intentStatus).toBe(end);
});

test("a failure counts within the same second as the processing that it ended", () => {
  const known = apply([{ status: "processing", second: 3 }]);
  const changes = intentChanges(known, intent("requires_payment_method"), new Date(3_000));
  expect(changes).toMatchObject({
    intentStatus: "requires_payment_method",
    failureReason: "card_declined",
  });
});
