import { createHash } from "node:crypto";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { connection } from "@/lib/database";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { networkOf } from "./network";
import { turnAway } from "./turned-away";

const MINUTE = 60;
const HOUR = 3_600;

/**
 * The counters that all processes share, in the database. Each has a name that no other has, with which its
 * keys begin: what a caller types as an email address or a client id is never the key of another counter.
 */
function sharedLimits() {
  const {
    RATE_LIMIT_SIGN_IN: strict,
    RATE_LIMIT_SIGN_IN_FAILURES: failures,
    RATE_LIMIT_APP_SIGN_IN: ofApp,
    RATE_LIMIT_LETTERS: emails,
    RATE_LIMIT_PAYMENTS: payments,
  } = env();
  return {
    "sign-in:account-address": [strict, MINUTE],
    "sign-in:account-device": [strict, MINUTE],
    // One address has a quarter of an account's failures: alone it can't use them up for everyone else.
    "sign-in:account-address-failures": [Math.ceil(failures / 4), HOUR],
    "sign-in:account-device-failures": [Math.ceil(failures / 4), HOUR],
    "sign-in:account-failures": [failures, HOUR],
    "sign-in:address-failures": [failures, HOUR],
    "sign-in:app": [ofApp, MINUTE],
    "sign-in:app-account-failures": [failures, HOUR],
    "token:client-address": [strict, MINUTE],
    "token:address-failures": [failures, HOUR],
    "confirm:session": [strict, MINUTE],
    "confirm:session-failures": [failures, HOUR],
    "trading-password:session": [strict, MINUTE],
    // A code is asked for once the password is known: a million codes are few, and an hour is long.
    "code:session": [strict, HOUR],
    "code:device": [strict, HOUR],
    "code:address": [strict, HOUR],
    "code:app": [strict, HOUR],
    "code:stranger": [strict, HOUR],
    "email:address": [strict, MINUTE],
    "email:network": [emails, HOUR],
    // One network has a quarter of what a mailbox gets: alone it can't use that up for everyone else.
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

/** The counters that each process has in its memory, so that they cost no round trip. */
function ownLimits() {
  const {
    RATE_LIMIT_READS: reads,
    RATE_LIMIT_WRITES: writes,
    RATE_LIMIT_ANONYMOUS: anonymous,
    RATE_LIMIT_STRIPE_READS: stripeReads,
  } = env();
  return {
    read: [reads, MINUTE],
    write: [writes, MINUTE],
    anonymous: [anonymous, MINUTE],
    "sync:customer": [stripeReads, MINUTE],
    "receipt:customer": [stripeReads, MINUTE],
  } satisfies Limits;
}
export type Limit = SharedLimit | keyof ReturnType<typeof ownLimits>;

type Limiter = RateLimiterMemory | RateLimiterPostgres;
function build(): Map<string, Limiter> {
  const store = { storeClient: connection().pool, tableName: "rate_limits", tableCreated: true };
  const shared = Object.entries(sharedLimits()).map(([keyPrefix, [points, duration]], at) => {
    // Each would purge what has expired of all of them.
    const options = { ...store, keyPrefix, points, duration, clearExpiredByTimeout: at === 0 };
    return [keyPrefix, new RateLimiterPostgres(options)] as const;
  });
  const own = Object.entries(ownLimits()).map(([keyPrefix, [points, duration]]) => {
    return [keyPrefix, new RateLimiterMemory({ keyPrefix, points, duration })] as const;
  });
  return new Map<string, Limiter>([...shared, ...own]);
}

let limiters: ReturnType<typeof build> | undefined;

function ofKind(kind: Limit): Limiter {
  limiters ??= build();
  const limiter = limiters.get(kind);
  if (!limiter) throw new Error(`no limit ${kind}`);
  return limiter;
}

const LONGEST_KEY = 150;

/** A key that fits into its column. One that is too long becomes its hash, which nothing that is typed can be. */
const stored = (key: string) =>
  key.length > LONGEST_KEY || key.startsWith("#")
    ? `#${createHash("sha256").update(key).digest("hex")}`
    : key;

/** Counts one. Returns the RATE_LIMITED to throw where it was one too many, else null. */
export async function tryCount(kind: Limit, key: string): Promise<AppError | null> {
  try {
    await ofKind(kind).consume(stored(key));
    return null;
  } catch (exceeded) {
    if (!(exceeded instanceof RateLimiterRes)) throw exceeded;
    const seconds = Math.max(1, Math.ceil(exceeded.msBeforeNext / 1000));
    return new AppError("RATE_LIMITED", `Too many requests. Try again in ${seconds} s.`, {
      retryAfter: seconds,
    });
  }
}

/** Counts one. Throws RATE_LIMITED. */
export async function count(kind: Limit, key: string): Promise<void> {
  const exceeded = await tryCount(kind, key);
  if (exceeded) throw exceeded;
}

/** Takes back one that was counted: it turned out to be none of those that are limited. */
export async function uncount(kind: Limit, key: string): Promise<void> {
  await ofKind(kind).reward(stored(key));
}

/** Sets a counter to zero. */
export async function resetCount(kind: Limit, key: string): Promise<void> {
  await ofKind(kind).delete(stored(key));
}

/** Counts a sign-up in the browser, per address. Throws RATE_LIMITED. */
export const limitSignUp = (address: string) => count("sign-up:address", networkOf(address));

/**
 * Counts a write of an anonymous caller, or a request whose credential or signature is invalid, per address;
 * of the first two before the body is read. Throws RATE_LIMITED, and the next ones don't come this far
 * (`anonymous-requests.ts`).
 */
export async function limitAnonymous(address: string): Promise<void> {
  const network = networkOf(address);
  const exceeded = await tryCount("anonymous", network);
  if (!exceeded) return;
  turnAway(network, exceeded.retryAfter ?? 1);
  throw exceeded;
}

/** Whether a method is counted as a write. */
export const isWrite = (method: string): boolean => !["GET", "HEAD", "OPTIONS"].includes(method);

/** Counts a read or a write of a customer, an app or a session. Throws RATE_LIMITED. */
export const limitCaller = (caller: string, method: string) =>
  count(isWrite(method) ? "write" : "read", caller);
