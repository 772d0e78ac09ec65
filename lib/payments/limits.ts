import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { connection } from "@/lib/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const MINUTE = 60;
const HOUR = 3_600;

function build() {
  const { RATE_LIMIT_PAYMENTS, RATE_LIMIT_STRIPE_READS } = env();
  const memory = (keyPrefix: string) =>
    new RateLimiterMemory({ keyPrefix, points: RATE_LIMIT_STRIPE_READS, duration: MINUTE });
  return {
    // In the database, so that processes count together: each one is a PaymentIntent.
    payments: new RateLimiterPostgres({
      storeClient: connection().pool,
      tableName: "rate_limits",
      tableCreated: true,
      keyPrefix: "payment:customer",
      points: RATE_LIMIT_PAYMENTS,
      duration: HOUR,
    }),
    syncs: memory("sync:customer"),
    receipts: memory("receipt:customer"),
  };
}

let limiters: ReturnType<typeof build> | undefined;
const get = () => {
  limiters ??= build();
  return limiters;
};

/** Counts one; the seconds until there is room again where it was one too many, else null. */
async function secondsToWait(
  limiter: RateLimiterMemory | RateLimiterPostgres,
  key: string,
): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (exceeded) {
    if (!(exceeded instanceof RateLimiterRes)) throw exceeded;
    return Math.max(1, Math.ceil(exceeded.msBeforeNext / 1000));
  }
}

export const inMinutes = (seconds: number): string => {
  const minutes = Math.ceil(seconds / MINUTE);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
};

/** Counts a new payment of a customer, by the hour. Returns the RATE_LIMITED to throw where it was one too many. */
export async function countNewPayment(customerId: number): Promise<AppError | null> {
  const seconds = await secondsToWait(get().payments, String(customerId));
  if (seconds === null) return null;
  return new AppError(
    "RATE_LIMITED",
    `Too many payments were started within an hour. Pay one of those, or start a new one in ${inMinutes(seconds)}.`,
    { retryAfter: seconds },
  );
}

/** Takes back one that was counted: the payment was there already. */
export async function uncountNewPayment(customerId: number): Promise<void> {
  await get().payments.reward(String(customerId));
}

/** Counts a customer's request to read a payment at Stripe, by the minute. Throws RATE_LIMITED. */
export async function limitSyncs(publicId: string): Promise<void> {
  const seconds = await secondsToWait(get().syncs, publicId);
  if (seconds === null) return;
  throw new AppError(
    "RATE_LIMITED",
    `Payments were read at Stripe too often. Try again in ${seconds} s.`,
    { retryAfter: seconds },
  );
}

/** Counts a question to Stripe for a receipt of a customer's; whether it may be asked. */
export const mayAskForReceipt = async (publicId: string): Promise<boolean> =>
  (await secondsToWait(get().receipts, publicId)) === null;
