import { AppError } from "@/lib/core/errors";
import { tryCount, uncount } from "@/lib/http/rate-limit";

const MINUTE = 60;

export const inMinutes = (seconds: number): string => {
  const minutes = Math.ceil(seconds / MINUTE);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
};

/** Counts a new payment of a customer, by the hour. Returns RATE_LIMITED, to be thrown, over the limit; else null. */
export async function countNewPayment(customerId: number): Promise<AppError | null> {
  const { retryAfter } = (await tryCount("payment:customer", String(customerId))) ?? {};
  if (retryAfter === undefined) return null;
  return new AppError(
    "RATE_LIMITED",
    `Too many payments started in the last hour. Pay one of those, or start a new one in ${inMinutes(retryAfter)}.`,
    { retryAfter },
  );
}

/** Uncounts a payment that existed already. */
export const uncountNewPayment = (customerId: number): Promise<void> =>
  uncount("payment:customer", String(customerId));

/** Counts a customer's request to read a payment at Stripe, by the minute. Throws RATE_LIMITED. */
export async function limitSyncs(publicId: string): Promise<void> {
  const { retryAfter } = (await tryCount("sync:customer", publicId)) ?? {};
  if (retryAfter === undefined) return;
  throw new AppError(
    "RATE_LIMITED",
    `Payments were checked with Stripe too often. Try again in ${retryAfter} seconds.`,
    { retryAfter },
  );
}

/** Counts a request to Stripe for a customer's receipt. Returns false over the limit. */
export const mayFetchForReceipt = async (publicId: string): Promise<boolean> =>
  (await tryCount("receipt:customer", publicId)) === null;
