import { AppError } from "@/lib/errors";
import { tryCount, uncount } from "@/lib/http/rate-limit";

const MINUTE = 60;

export const inMinutes = (seconds: number): string => {
  const minutes = Math.ceil(seconds / MINUTE);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
};

/** Counts a new payment of a customer, by the hour. Returns the RATE_LIMITED to throw where it was one too many. */
export async function countNewPayment(customerId: number): Promise<AppError | null> {
  const { retryAfter } = (await tryCount("payment:customer", String(customerId))) ?? {};
  if (retryAfter === undefined) return null;
  return new AppError(
    "RATE_LIMITED",
    `Too many payments were started within an hour. Pay one of those, or start a new one in ${inMinutes(retryAfter)}.`,
    { retryAfter },
  );
}

/** Takes back one that was counted: the payment was there already. */
export const uncountNewPayment = (customerId: number): Promise<void> =>
  uncount("payment:customer", String(customerId));

/** Counts a customer's request to read a payment at Stripe, by the minute. Throws RATE_LIMITED. */
export async function limitSyncs(publicId: string): Promise<void> {
  const { retryAfter } = (await tryCount("sync:customer", publicId)) ?? {};
  if (retryAfter === undefined) return;
  throw new AppError(
    "RATE_LIMITED",
    `Payments were read at Stripe too often. Try again in ${retryAfter} s.`,
    { retryAfter },
  );
}

/** Counts a question to Stripe for a receipt of a customer's; whether it may be asked. */
export const mayAskForReceipt = async (publicId: string): Promise<boolean> =>
  (await tryCount("receipt:customer", publicId)) === null;
