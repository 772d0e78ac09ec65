import { createHash } from "node:crypto";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { connection } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { formatRetryAfter } from "@/lib/core/format";
import { perProcess } from "@/lib/core/per-process";
import { networkOf } from "./network";
import { rejectNetwork } from "./rejected-networks";

const MINUTE = 60;
const HOUR = 3_600;

/**
 * The counters in the database, which all processes share. The keys of a counter begin with its name: whatever a
 * caller sends as an email address or client id is never the key of another counter.
 */
function sharedLimits() {
  const {
    RATE_LIMIT_SIGN_IN: strict,
    RATE_LIMIT_SIGN_IN_FAILURES: failures,
    RATE_LIMIT_APP_SIGN_IN: appSignIns,
    RATE_LIMIT_EMAILS: emails,
    RATE_LIMIT_PAYMENTS: payments,
  } = env();
  return {
    "sign-in:account-address": [strict, MINUTE],
    "sign-in:account-device": [strict, MINUTE],
    // A quarter of an account's failures: one address alone can't lock the account for all others.
    "sign-in:account-address-failures": [Math.ceil(failures / 4), HOUR],
    "sign-in:account-device-failures": [Math.ceil(failures / 4), HOUR],
    "sign-in:account-failures": [failures, HOUR],
    "sign-in:address-failures": [failures, HOUR],
    "sign-in:app": [appSignIns, MINUTE],
    "sign-in:app-account-failures": [failures, HOUR],
    "token:client-address": [strict, MINUTE],
    "token:address-failures": [failures, HOUR],
    "confirm:session": [strict, MINUTE],
    "confirm:session-failures": [failures, HOUR],
    "trading-password:session": [strict, MINUTE],
    // Whoever enters a code knows the password. There are only a million codes, so the period is an hour.
    "code:session": [strict, HOUR],
    "code:device": [strict, HOUR],
    "code:address": [strict, HOUR],
    "code:app": [strict, HOUR],
    "code:stranger": [strict, HOUR],
    "email:address": [strict, MINUTE],
    "email:network": [emails, HOUR],
    // Four times a network's number: one network alone can't use up what a mailbox gets.
    "email:reset": [4 * emails, HOUR],
    "email:reset-known": [emails, HOUR],
    "email:reset-unverified": [4 * emails, HOUR],
    "email:reset-unverified-known": [4 * emails, HOUR],
    "email:verify": [4 * emails, HOUR],
    "email:verify-signed-in": [4 * emails, HOUR],
    "link:address": [strict, MINUTE],
    "sign-up:address": [strict, MINUTE],
    "payment:customer": [payments, HOUR],
  } satisfies Limits;
}
type Limits = Record<string, [points: number, seconds: number]>;
export type SharedLimit = keyof ReturnType<typeof sharedLimits>;

/** The counters in the memory of each process. They cost no round trip. */
function processLimits() {
  const {
    RATE_LIMIT_READS: reads,
    RATE_LIMIT_WRITES: writes,
    RATE_LIMIT_ANONYMOUS: anonymous,
    RATE_LIMIT_STRIPE_READS: stripeReads,
    RATE_LIMIT_TRADING_EVENTS: tradingEvents,
  } = env();
  return {
    read: [reads, MINUTE],
    write: [writes, MINUTE],
    anonymous: [anonymous, MINUTE],
    "sync:customer": [stripeReads, MINUTE],
    "receipt:customer": [stripeReads, MINUTE],
    "trading-events:source": [tradingEvents, MINUTE],
    // It reads everything of one customer.
    "export:customer": [5, HOUR],
  } satisfies Limits;
}
export type Limit = SharedLimit | keyof ReturnType<typeof processLimits>;

type Limiter = RateLimiterMemory | RateLimiterPostgres;
function build(): Map<string, Limiter> {
  const store = { storeClient: connection().pool, tableName: "rate_limits", tableCreated: true };
  const shared = Object.entries(sharedLimits()).map(([keyPrefix, [points, duration]], at) => {
    // One of them purges the expired rows of all.
    const options = { ...store, keyPrefix, points, duration, clearExpiredByTimeout: at === 0 };
    return [keyPrefix, new RateLimiterPostgres(options)] as const;
  });
  const ofProcess = Object.entries(processLimits()).map(([keyPrefix, [points, duration]]) => {
    return [keyPrefix, new RateLimiterMemory({ keyPrefix, points, duration })] as const;
  });
  return new Map<string, Limiter>([...shared, ...ofProcess]);
}

const limiters = perProcess("limiters", build);

function limiterOf(kind: Limit): Limiter {
  const limiter = limiters().get(kind);
  if (!limiter) throw new Error(`no limit ${kind}`);
  return limiter;
}

const MAX_KEY_LENGTH = 150;

/** A key as its column stores it. One that is too long becomes `#` and its hash; so does one that begins with `#`. */
const columnKey = (key: string) =>
  key.length > MAX_KEY_LENGTH || key.startsWith("#")
    ? `#${createHash("sha256").update(key).digest("hex")}`
    : key;

/** Counts one. Returns the RATE_LIMITED error past the limit, else null. */
export async function tryCount(kind: Limit, key: string): Promise<AppError | null> {
  try {
    await limiterOf(kind).consume(columnKey(key));
    return null;
  } catch (exceeded) {
    if (!(exceeded instanceof RateLimiterRes)) throw exceeded;
    const seconds = Math.max(1, Math.ceil(exceeded.msBeforeNext / 1000));
    return new AppError(
      "RATE_LIMITED",
      `Too many requests. Try again in ${formatRetryAfter(seconds)}.`,
      {
        retryAfter: seconds,
      },
    );
  }
}

/** Counts one. Throws RATE_LIMITED past the limit. */
export async function count(kind: Limit, key: string): Promise<void> {
  const exceeded = await tryCount(kind, key);
  if (exceeded) throw exceeded;
}

/** Uncounts one that turned out not to be limited, such as a sign-in that succeeded. */
export async function uncount(kind: Limit, key: string): Promise<void> {
  await limiterOf(kind).reward(columnKey(key));
}

/** Sets a counter to zero. */
export async function resetCount(kind: Limit, key: string): Promise<void> {
  await limiterOf(kind).delete(columnKey(key));
}

/** Counts a sign-up in the browser, per address. Throws RATE_LIMITED. */
export const limitSignUp = (address: string) => count("sign-up:address", networkOf(address));

/**
 * Counts a write of an anonymous caller, or a request with an invalid credential or signature, per network. Call it
 * before the body is read, except for signatures. Throws RATE_LIMITED past the limit; from then on
 * `anonymous-requests.ts` rejects the network's requests before they reach a route.
 */
export async function limitAnonymous(address: string): Promise<void> {
  const network = networkOf(address);
  const exceeded = await tryCount("anonymous", network);
  if (!exceeded) return;
  rejectNetwork(network, exceeded.retryAfter ?? 1);
  throw exceeded;
}

/** Whether a request with this method counts as a write. */
export const isWrite = (method: string): boolean => !["GET", "HEAD", "OPTIONS"].includes(method);

/** Counts a read or a write of a customer, an app or a session, by its id. Throws RATE_LIMITED. */
export const limitCaller = (caller: string, method: string) =>
  count(isWrite(method) ? "write" : "read", caller);
