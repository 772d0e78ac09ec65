import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { idempotencyKeys } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/core/context";
import { AppError, keyInFlight } from "@/lib/core/errors";
import { requestKey } from "./request-key";

/** How long a key and its response are stored. */
export const KEY_LIFE_MS = 24 * 3600 * 1000;
/**
 * A call locks its key for LOCK_MS and renews the lock while it runs. If its process is killed, a repetition can
 * resume the call after that time.
 */
const LOCK_MS = 15_000;
const RENEW_MS = 5_000;
const RELEASE_RETRY_MS = 500;

/** The request's Idempotency-Key; null without one. Throws INVALID_REQUEST for a malformed one. */
export function idempotencyKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  const result = requestKey(1, 255).safeParse(key);
  if (result.success) return result.data;
  const message = result.error.issues[0]?.message ?? "can't be read";
  throw new AppError("INVALID_REQUEST", `Idempotency-Key ${message}.`, {
    fields: [{ path: "Idempotency-Key", message }],
  });
}

interface Call<T, S> {
  route: string;
  key: string | null;
  body: unknown;
  /** Does the work. `keyId` is the id of the key's row, by which the work finds what an earlier try left. */
  run: (keyId: string | null) => Promise<T>;
  /** The part of the result that is stored. It must hold no secrets. */
  store: (result: T) => S;
  /** Builds the result from its stored part. */
  restore: (stored: S) => Promise<T>;
}

/**
 * Runs a write at most once for a key (scope: customer, app and route). Results are stored, failures aren't.
 * Throws IDEMPOTENCY_KEY_REUSED and IDEMPOTENCY_IN_FLIGHT.
 */
export async function idempotent<T, S>(ctx: Context, call: Call<T, S>): Promise<T> {
  if (call.key === null) return call.run(null);
  const claim = await claimKey(ctx, call.route, call.key, hashOf(call.body));
  if ("stored" in claim) return call.restore(claim.stored as S);
  const stopRenewing = startRenewing(ctx, claim);
  try {
    const result = await call.run(claim.id);
    await storeResponse(ctx.db, claim.id, call.store(result));
    await stopRenewing();
    return result;
  } catch (error) {
    await stopRenewing();
    // A rejected call has changed nothing: its key is deleted. After any other failure the row stays, unlocked,
    // so that a retry finds what this call left.
    const isRejected = error instanceof AppError && error.status < 500;
    await release(ctx, claim, isRejected).catch(() => void releaseLater(ctx, claim, isRejected));
    throw error;
  }
}

interface KeyClaim {
  id: string;
  lockedUntil: Date;
}

/** Renews a claim until the returned function is called, which resolves once the last renewal is written. */
function startRenewing({ db }: Context, claim: KeyClaim): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(() => renew(db, claim)).catch(() => undefined);
  }, RENEW_MS);
  return () => {
    clearInterval(timer);
    return last;
  };
}

async function renew(db: Executor, claim: KeyClaim): Promise<void> {
  const { id, lockedUntil } = claim;
  const next = new Date(Date.now() + LOCK_MS);
  const renewed = await db
    .update(idempotencyKeys)
    .set({ lockedUntil: next })
    .where(and(eq(idempotencyKeys.id, id), eq(idempotencyKeys.lockedUntil, lockedUntil)))
    .returning({ id: idempotencyKeys.id });
  if (renewed.length > 0) claim.lockedUntil = next;
}

/** Releases a key, unless another call has claimed it since. */
async function release({ db }: Context, { id, lockedUntil }: KeyClaim, isRejected: boolean) {
  const byClaim = and(eq(idempotencyKeys.id, id), eq(idempotencyKeys.lockedUntil, lockedUntil));
  if (isRejected) await db.delete(idempotencyKeys).where(byClaim);
  else await db.update(idempotencyKeys).set({ lockedUntil: null }).where(byClaim);
}

/**
 * Releases a key once the database is available again. Otherwise a client that repeats its call would get
 * IDEMPOTENCY_IN_FLIGHT until the lock expires.
 */
async function releaseLater(ctx: Context, claim: KeyClaim, isRejected: boolean): Promise<void> {
  while (Date.now() < claim.lockedUntil.getTime()) {
    await sleep(RELEASE_RETRY_MS, undefined, { ref: false });
    const released = await release(ctx, claim, isRejected).then(
      () => true,
      () => false,
    );
    if (released) return;
  }
}

/** Stores the response to a key. Call it in the transaction of the work, if the work can't be repeated. */
export async function storeResponse(db: Executor, keyId: string, response: unknown): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ response, lockedUntil: null })
    .where(eq(idempotencyKeys.id, keyId));
}

const hashOf = (body: unknown) => createHash("sha256").update(JSON.stringify(body)).digest("hex");

async function claimKey(ctx: Context, route: string, key: string, requestHash: string) {
  const customerId = requireCustomer(ctx).id;
  const appId = ctx.app?.id ?? null;
  const scope = and(
    eq(idempotencyKeys.customerId, customerId),
    sql`${idempotencyKeys.appId} is not distinct from ${appId}`,
    eq(idempotencyKeys.route, route),
    eq(idempotencyKeys.key, key),
  );
  const lockedUntil = new Date(Date.now() + LOCK_MS);
  await ctx.db
    .delete(idempotencyKeys)
    .where(and(scope, lt(idempotencyKeys.createdAt, new Date(Date.now() - KEY_LIFE_MS))));
  const [inserted] = await ctx.db
    .insert(idempotencyKeys)
    .values({ customerId, appId, route, key, requestHash, lockedUntil })
    .onConflictDoNothing()
    .returning({ id: idempotencyKeys.id });
  if (inserted) return { id: inserted.id, lockedUntil };

  // A call that broke off left its row unlocked, or its lock expires: this call resumes it.
  const free = or(isNull(idempotencyKeys.lockedUntil), lt(idempotencyKeys.lockedUntil, new Date()));
  const [resumed] = await ctx.db
    .update(idempotencyKeys)
    .set({ lockedUntil })
    .where(
      and(
        scope,
        free,
        isNull(idempotencyKeys.response),
        eq(idempotencyKeys.requestHash, requestHash),
      ),
    )
    .returning({ id: idempotencyKeys.id });
  if (resumed) return { id: resumed.id, lockedUntil };
  const [existing] = await ctx.db.select().from(idempotencyKeys).where(scope);
  if (existing && existing.requestHash !== requestHash) {
    throw new AppError(
      "IDEMPOTENCY_KEY_REUSED",
      "This Idempotency-Key was already used with a different request body.",
    );
  }
  if (existing?.response) return { stored: existing.response };
  throw keyInFlight();
}

/** Deletes the keys that are older than 24 hours. */
export async function purgeIdempotencyKeys({ db }: Pick<Context, "db">): Promise<void> {
  const before = new Date(Date.now() - KEY_LIFE_MS);
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before));
}
