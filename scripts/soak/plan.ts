import { demoMarkets, demoTiers } from "@/db/demo";
import { type After, afterOf } from "./plan-after";
import { draw, randomOf } from "./random";

/** What becomes of a payment at Stripe. */
export type Outcome =
  /** Paid at once. */
  | "paid"
  /** Declined, then paid with another card. */
  | "second_card"
  /** Stays processing, then succeeds, or fails. */
  | "settled"
  | "failed_later"
  /** Declined, and never tried again. */
  | "declined"
  /** Never confirmed. */
  | "left_open";

const OUTCOMES = [
  ["second_card", 0.03],
  ["settled", 0.06],
  ["failed_later", 0.04],
  ["declined", 0.07],
  ["left_open", 0.03],
] as const;
const DEPOSITS = 0.25;
/** Of deposits: bought without an Idempotency-Key; spent on a challenge. */
const KEYLESS = 0.2;
const SPENT = 0.6;
/** The share of clients that repeat a call that was answered, as after a reload. */
const REPEATS = 0.03;
const CUSTOMERS = 36;

export interface Plan {
  index: number;
  customer: number;
  /** Minor units to put into the customer's wallet, or the tier to buy. */
  order: { deposit: number } | { checkout: object };
  /** Whether the client sends an Idempotency-Key. */
  hasKey: boolean;
  outcome: Outcome;
  repeats: boolean;
  /** Whether the customer buys a challenge from the wallet once the deposit is there. */
  spends: boolean;
  after: After;
  /** How long the customer looks at the form. */
  thinkMs: number;
  /** How long it stays processing. */
  processingMs: number;
}

export const customersOf = (payments: number) => Math.min(CUSTOMERS, Math.ceil(payments / 8));

const paid: readonly Outcome[] = ["paid", "second_card", "settled"];

/** What happens to one payment; it follows from the seed and the payment's number alone. */
export function planOf(seed: number, index: number, payments: number): Plan {
  const random = randomOf(seed, "payment", index);
  const pick = (count: number) => Math.floor(random() * count);
  const customer = pick(customersOf(payments));
  const isDeposit = random() < DEPOSITS;
  const order = isDeposit
    ? { deposit: depositOf(index, 1 + pick(9)) }
    : { checkout: checkout(pick) };
  const outcome = draw<Outcome>(random(), OUTCOMES, "paid");
  const repeats = random() < REPEATS;
  const [thinkMs, processingMs] = [pick(400), 200 + pick(1_500)];
  const [isKeyless, isSpent] = [random() < KEYLESS, random() < SPENT];
  const after = afterOf(random);
  // Where the event is dropped, nobody here knows of the payment until it is compared with Stripe.
  const isHeard = fateOf(seed, index, "payment_intent.succeeded", 0).fate !== "dropped";
  const isPaid = paid.includes(outcome);
  const byOperator = after.kind === "refund" && after.by === "operator";
  return {
    index,
    customer,
    order,
    hasKey: !(isDeposit && isKeyless),
    outcome,
    repeats,
    spends: isDeposit && isSpent && isPaid && isHeard,
    after: isPaid && (isHeard || !byOperator) ? after : { kind: "nothing" },
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

/** What becomes of an event on its way from Stripe. */
export type Fate = "passed" | "dropped" | "duplicated" | "late";

const FATES = [
  ["dropped", 0.05],
  ["duplicated", 0.05],
  ["late", 0.05],
] as const;

/** The fate of an event: it follows from the seed, its payment's number and its place among its kind. */
export function fateOf(seed: number, index: number, type: string, nth: number) {
  const random = randomOf(seed, "event", index, type, nth);
  const fate = draw<Fate>(random(), FATES, "passed");
  return { fate, waitMs: 500 + Math.floor(random() * 2_000) };
}
