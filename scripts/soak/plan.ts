import { demoMarkets, demoTiers } from "@/db/demo";
import { drawFollowUp, type FollowUp } from "./plan-follow-up";
import { draw, randomOf } from "./random";

/** How a payment goes at Stripe. */
export type PaymentCourse =
  /** Paid immediately. */
  | "paid"
  /** Declined, then paid with another card. */
  | "second_card"
  /** Processing for a while, then succeeds, or fails. */
  | "settled"
  | "failed_later"
  /** Declined, without a second attempt. */
  | "declined"
  /** Never confirmed. */
  | "left_open";

const COURSES = [
  ["second_card", 0.03],
  ["settled", 0.06],
  ["failed_later", 0.04],
  ["declined", 0.07],
  ["left_open", 0.03],
] as const;
const DEPOSITS = 0.25;
/** Shares of deposits: created without an Idempotency-Key; spent on a challenge. */
const KEYLESS = 0.2;
const SPENT = 0.6;
/** The share of clients that repeat a successful call, as after a reload. */
const REPEATS = 0.03;
const CUSTOMERS = 36;

export interface Plan {
  index: number;
  customer: number;
  /** Minor units to put into the customer's wallet, or the tier to buy. */
  order: { deposit: number } | { checkout: object };
  /** Whether the client sends an Idempotency-Key. */
  hasKey: boolean;
  course: PaymentCourse;
  repeats: boolean;
  /** Whether the customer buys a challenge from the wallet once the deposit is credited. */
  spends: boolean;
  followUp: FollowUp;
  /** How long the customer looks at the form. */
  thinkMs: number;
  /** How long the payment is processing. */
  processingMs: number;
}

export const customersOf = (payments: number) => Math.min(CUSTOMERS, Math.ceil(payments / 8));

const paid: readonly PaymentCourse[] = ["paid", "second_card", "settled"];

/** The plan of one payment. It depends on the seed and the payment's number alone. */
export function planOf(seed: number, index: number, payments: number): Plan {
  const random = randomOf(seed, "payment", index);
  const pick = (count: number) => Math.floor(random() * count);
  const customer = pick(customersOf(payments));
  const isDeposit = random() < DEPOSITS;
  const order = isDeposit
    ? { deposit: depositOf(index, 1 + pick(9)) }
    : { checkout: checkout(pick) };
  const course = draw<PaymentCourse>(random(), COURSES, "paid");
  const repeats = random() < REPEATS;
  const [thinkMs, processingMs] = [pick(400), 200 + pick(1_500)];
  const [isKeyless, isSpent] = [random() < KEYLESS, random() < SPENT];
  const followUp = drawFollowUp(random);
  // If the event is dropped, we don't know that the payment succeeded until the comparison with Stripe.
  const isEventDelivered =
    deliveryOf(seed, index, "payment_intent.succeeded", 0).delivery !== "dropped";
  const isPaid = paid.includes(course);
  const byOperator = followUp.kind === "refund" && followUp.by === "operator";
  return {
    index,
    customer,
    order,
    hasKey: !(isDeposit && isKeyless),
    course,
    repeats,
    spends: isDeposit && isSpent && isPaid && isEventDelivered,
    followUp: isPaid && (isEventDelivered || !byOperator) ? followUp : { kind: "nothing" },
    thinkMs,
    processingMs,
  };
}

/** No two payments have the same amount, so that a client can find its own among them. */
const depositOf = (index: number, hundreds: number) => hundreds * 10_000 + (index % 10_000);

const sold = demoTiers.filter(({ priceCents }) => priceCents > 0n);

function checkout(pick: (count: number) => number): object {
  const tier = sold[pick(sold.length)] ?? sold[0];
  const market = demoMarkets[pick(demoMarkets.length)];
  return {
    tier_id: tier?.id,
    market,
    asset_class: market,
    account_size: tier?.accountSize,
    amount_cents: Number(tier?.priceCents),
  };
}

/** What the relay does with an event from Stripe. */
export type Delivery = "passed" | "dropped" | "duplicated" | "late";

const DELIVERIES = [
  ["dropped", 0.05],
  ["duplicated", 0.05],
  ["late", 0.05],
] as const;

/** How an event is relayed. It depends on the seed, the payment's number, and how many of its type came before. */
export function deliveryOf(seed: number, index: number, type: string, nth: number) {
  const random = randomOf(seed, "event", index, type, nth);
  const delivery = draw<Delivery>(random(), DELIVERIES, "passed");
  return { delivery, waitMs: 500 + Math.floor(random() * 2_000) };
}
