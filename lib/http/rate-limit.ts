import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { connection } from "@/lib/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { networkOf } from "./network";
import { turnAway } from "./turned-away";

const WINDOW_SECONDS = 60;
const HOUR_SECONDS = 3600;

function build() {
  const { RATE_LIMIT_READS, RATE_LIMIT_WRITES, RATE_LIMIT_SIGN_IN, RATE_LIMIT_LETTERS } = env();
  // Sign-in is counted in the database, for all processes together; what a signed-in customer
  // does is counted in memory, a process at a time, so that it costs no round trip.
  const shared = (keyPrefix: string, points: number, duration: number) =>
    new RateLimiterPostgres({
      storeClient: connection().pool,
      tableName: "rate_limits",
      tableCreated: true,
      keyPrefix,
      points,
      duration,
    });
  const signIn = (keyPrefix: string) => shared(keyPrefix, RATE_LIMIT_SIGN_IN, WINDOW_SECONDS);
  const memory = (keyPrefix: string, points: number) =>
    new RateLimiterMemory({ keyPrefix, points, duration: WINDOW_SECONDS });
  return {
    byAddress: signIn("address"),
    byAccount: signIn("account"),
    // Who has come to the code knows the password: a million codes are few, and an hour is long.
    codes: shared("code", RATE_LIMIT_SIGN_IN, HOUR_SECONDS),
    letters: shared("letter", RATE_LIMIT_LETTERS, HOUR_SECONDS),
    signUps: memory("sign-up", RATE_LIMIT_SIGN_IN),
    anonymous: memory("anonymous", env().RATE_LIMIT_ANONYMOUS),
    reads: memory("read", RATE_LIMIT_READS),
    writes: memory("write", RATE_LIMIT_WRITES),
  };
}

let limiters: ReturnType<typeof build> | undefined;
const get = () => {
  limiters ??= build();
  return limiters;
};

async function consume(limiter: RateLimiterMemory | RateLimiterPostgres, key: string) {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    throw new AppError("RATE_LIMITED", `Too many requests. Try again in ${seconds} s.`, {
      retryAfter: seconds,
    });
  }
}

/** Counts a try to sign in, per address and per account. Throws RATE_LIMITED. */
export async function limitSignIn(address: string, account: string): Promise<void> {
  await consume(get().byAddress, networkOf(address));
  await consume(get().byAccount, account.slice(0, 200));
}

/** Counts a try of a code of a customer's second factor, right or wrong. Throws RATE_LIMITED. */
export const limitCodes = (publicId: string) => consume(get().codes, publicId);

/** Forgets the tries before one that was right. */
export async function forgiveCodes(publicId: string): Promise<void> {
  await get().codes.delete(publicId);
}

/** Counts a letter with a link, per address that asks and per mailbox. Throws RATE_LIMITED. */
export async function limitLetters(address: string, email: string): Promise<void> {
  await consume(get().byAddress, networkOf(address));
  await consume(get().letters, email.slice(0, 200));
}

/** Counts the use of a link that was sent by e-mail, per address. Throws RATE_LIMITED. */
export const limitLinks = (address: string) => consume(get().byAddress, networkOf(address));

/**
 * Counts a write of a caller whom nothing names, per address, before its body is read. Throws RATE_LIMITED,
 * and the next ones don't come this far.
 */
export async function limitAnonymous(address: string): Promise<void> {
  const network = networkOf(address);
  try {
    await consume(get().anonymous, network);
  } catch (error) {
    if (error instanceof AppError) turnAway(network, error.retryAfter ?? 1);
    throw error;
  }
}

/** Counts a sign-up in the browser, per address. Throws RATE_LIMITED. */
export const limitSignUp = (address: string) => consume(get().signUps, networkOf(address));

/** Counts a read or a write of a customer or an app. Throws RATE_LIMITED. */
export const limitCaller = (caller: string, method: string) =>
  consume(method === "GET" || method === "HEAD" ? get().reads : get().writes, caller);
