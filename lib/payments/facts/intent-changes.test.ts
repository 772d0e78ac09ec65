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

interface Observation {
  status: string;
  second: number;
}
function apply(observations: Observation[]): Payment {
  let current = payment;
  for (const { status, second } of observations) {
    const changes = intentChanges(current, intent(status), new Date(second * 1000));
    if ("reviewReason" in changes) throw new Error(changes.reviewReason);
    current = { ...current, ...changes };
  }
  return current;
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

test("intentChanges: a PaymentIntent's events in any order, repeated → the same result", () => {
  const shuffled = life.chain((observations) =>
    fc.tuple(
      fc.constant(observations),
      fc.shuffledSubarray([...observations, ...observations], {
        minLength: observations.length * 2,
      }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([observations, mixed]) => {
      const { intentStatus, failureReason } = apply(observations);
      expect(apply(mixed)).toMatchObject({ intentStatus, failureReason });
    }),
    { numRuns: 2_000 },
  );
});

test("intentChanges: succeeded after our cancellation → succeeded", () => {
  const observations = [
    { status: "canceled", second: 1 },
    { status: "succeeded", second: 2 },
  ];
  expect(apply(observations).intentStatus).toBe("succeeded");
});

test.each(["succeeded", "canceled"])(
  "intentChanges: a waiting status after %s → unchanged",
  (end) => {
    const observations = [
      { status: end, second: 1 },
      { status: "processing", second: 9 },
    ];
    expect(apply(observations).intentStatus).toBe(end);
  },
);

test("intentChanges: a failure within the same second as processing → applied", () => {
  const current = apply([{ status: "processing", second: 3 }]);
  const changes = intentChanges(current, intent("requires_payment_method"), new Date(3_000));
  expect(changes).toMatchObject({
    intentStatus: "requires_payment_method",
    failureReason: "card_declined",
  });
});
