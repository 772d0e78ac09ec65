import { createHash } from "node:crypto";
import { isIP } from "node:net";
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
  } = env();
  return {
    "sign-in:account-address": [strict, MINUTE],
    "sign-in:account-device": [strict, MINUTE],
    // One address has a quarter of an account's failures: alone it can't use them up for everyone else.
    "sign-in:account-address-failures": [Math.ceil(failures / 4), HOUR],
    "sign-in:account-failures": [failures, HOUR],
    "sign-in:address-failures": [failures, HOUR],
    "sign-in:app": [ofApp, MINUTE],
    "sign-in:app-account-failures": [failures, HOUR],
    "token:client-address": [strict, MINUTE],
    "token:address-failures": [failures, HOUR],
    "confirm:session": [strict, MINUTE],
    "trading-password:session": [strict, MINUTE],
    // A code is asked for once the password is known: a million codes are few, and an hour is long.
    "code:session": [strict, HOUR],
    "code:device": [strict, HOUR],
    "code:address": [strict, HOUR],
    "code:app": [strict, HOUR],
    "code:stranger": [strict, HOUR],
    "email:address": [strict, MINUTE],
    "email:reset": [emails, HOUR],
    "email:reset-known": [emails, HOUR],
    "email:reset-unverified": [emails, HOUR],
    "email:verify": [emails, HOUR],
    "link:address": [strict, MINUTE],
  } satisfies Record<string, [points: number, seconds: number]>;
}
export type SharedLimit = keyof ReturnType<typeof sharedLimits>;

function build() {
  const { RATE_LIMIT_READS, RATE_LIMIT_WRITES, RATE_LIMIT_SIGN_IN } = env();
  const shared = new Map<string, RateLimiterPostgres>();
  for (const [keyPrefix, [points, duration]] of Object.entries(sharedLimits())) {
    const store = { storeClient: connection().pool, tableName: "rate_limits", tableCreated: true };
    shared.set(keyPrefix, new RateLimiterPostgres({ ...store, keyPrefix, points, duration }));
  }
  // What a signed-in customer does is counted in memory, a process at a time, so that it costs no round trip.
  const memory = (keyPrefix: string, points: number) =>
    new RateLimiterMemory({ keyPrefix, points, duration: MINUTE });
  return {
    shared,
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

function ofKind(kind: SharedLimit): RateLimiterPostgres {
  const limiter = get().shared.get(kind);
  if (!limiter) throw new Error(`no limit ${kind}`);
  return limiter;
}

/** Counts one; the error to throw where it was one too many, else null. */
async function consume(
  limiter: RateLimiterMemory | RateLimiterPostgres,
  key: string,
): Promise<AppError | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (exceeded) {
    if (!(exceeded instanceof RateLimiterRes)) throw exceeded;
    const seconds = Math.max(1, Math.ceil(exceeded.msBeforeNext / 1000));
    return new AppError("RATE_LIMITED", `Too many requests. Try again in ${seconds} s.`, {
      retryAfter: seconds,
    });
  }
}

const LONGEST_KEY = 150;

/** A key that fits into its column. One that is too long becomes its hash, which nothing that is typed can be. */
const stored = (key: string) =>
  key.length > LONGEST_KEY || key.startsWith("#")
    ? `#${createHash("sha256").update(key).digest("hex")}`
    : key;

/** Counts one in a shared counter. Returns the RATE_LIMITED to throw where it was one too many, else null. */
export const tryCount = (kind: SharedLimit, key: string): Promise<AppError | null> =>
  consume(ofKind(kind), stored(key));

/** Counts one in a shared counter. Throws RATE_LIMITED. */
export async function count(kind: SharedLimit, key: string): Promise<void> {
  const exceeded = await tryCount(kind, key);
  if (exceeded) throw exceeded;
}

/** Takes back one that was counted: it turned out to be none of those that are limited. */
export async function uncount(kind: SharedLimit, key: string): Promise<void> {
  await ofKind(kind).reward(stored(key));
}

/** Sets a shared counter to zero. */
export async function resetCount(kind: SharedLimit, key: string): Promise<void> {
  await ofKind(kind).delete(stored(key));
}

/** The network of an address as PostgreSQL's `inet` reads it; null where the address isn't known. */
export const inetOf = (address: string): string | null =>
  isIP(address) ? networkOf(address) : null;

async function limit(limiter: RateLimiterMemory, key: string): Promise<void> {
  const exceeded = await consume(limiter, key);
  if (exceeded) throw exceeded;
}

/** Counts a sign-up in the browser, per address. Throws RATE_LIMITED. */
export const limitSignUp = (address: string) => limit(get().signUps, networkOf(address));

/**
 * Counts a write of a caller whom nothing names, per address, before its body is read. Throws RATE_LIMITED,
 * and the next ones don't come this far.
 */
export async function limitAnonymous(address: string): Promise<void> {
  const network = networkOf(address);
  const exceeded = await consume(get().anonymous, network);
  if (!exceeded) return;
  turnAway(network, exceeded.retryAfter ?? 1);
  throw exceeded;
}

/** Counts a read or a write of a customer or an app. Throws RATE_LIMITED. */
export const limitCaller = (caller: string, method: string) =>
  limit(method === "GET" || method === "HEAD" ? get().reads : get().writes, caller);
