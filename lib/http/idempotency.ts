import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { idempotencyKeys } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { requestKey } from "./request-key";

/** How long a key is remembered. */
export const KEY_LIFE_MS = 24 * 3600 * 1000;
/**
 * A call holds its key for LOCK_MS and renews that while it runs: where its process was killed, a
 * repetition goes on with it after that long.
 */
const LOCK_MS = 15_000;
const RENEW_MS = 5_000;
const RELEASE_RETRY_MS = 500;

/** The request's Idempotency-Key, if it has one. Throws INVALID_REQUEST for a bad one. */
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
  /** Does the work. `keyId` names the key's row, for work that must find its own traces again. */
  run: (keyId: string | null) => Promise<T>;
  /** What of the answer is kept; secrets are not. */
  store: (answer: T) => S;
  /** The answer again, from what was kept. */
  restore: (stored: S) => Promise<T>;
}

/**
 * Runs a write at most once for a key (scope: customer, app and route). Answers are kept, failures
 * are not. Throws IDEMPOTENCY_KEY_REUSED and IDEMPOTENCY_IN_FLIGHT.
 */
export async function idempotent<T, S>(ctx: Context, call: Call<T, S>): Promise<T> {
  if (call.key === null) return call.run(null);
  const claimed = await claim(ctx, call.route, call.key, hashOf(call.body));
  if ("stored" in claimed) return call.restore(claimed.stored as S);
  const stopRenewing = renewing(ctx, claimed);
  try {
    const answer = await call.run(claimed.id);
    await storeAnswer(ctx.db, claimed.id, call.store(answer));
    await stopRenewing();
    return answer;
  } catch (error) {
    await stopRenewing();
    // A refusal leaves nothing behind and frees the key. After any other failure the row stays,
    // unlocked, so that a retry finds what this call left.
    const refused = error instanceof AppError && error.status < 500;
    await release(ctx, claimed, refused).catch(() => void releaseLater(ctx, claimed, refused));
    throw error;
  }
}

interface Claim {
  id: string;
  lockedUntil: Date;
}

/** Renews a claim until the function that it returns is called, which resolves once nothing is written any more. */
function renewing({ db }: Context, claimed: Claim): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(() => renew(db, claimed)).catch(() => undefined);
  }, RENEW_MS);
  return () => {
    clearInterval(timer);
    return last;
  };
}

async function renew(db: Executor, claimed: Claim): Promise<void> {
  const { id, lockedUntil } = claimed;
  const next = new Date(Date.now() + LOCK_MS);
  const renewed = await db
    .update(idempotencyKeys)
    .set({ lockedUntil: next })
    .where(and(eq(idempotencyKeys.id, id), eq(idempotencyKeys.lockedUntil, lockedUntil)))
    .returning({ id: idempotencyKeys.id });
  if (renewed.length > 0) claimed.lockedUntil = next;
}

/** Gives a key back, unless another call has taken it over meanwhile. */
async function release({ db }: Context, { id, lockedUntil }: Claim, refused: boolean) {
  const mine = and(eq(idempotencyKeys.id, id), eq(idempotencyKeys.lockedUntil, lockedUntil));
  if (refused) await db.delete(idempotencyKeys).where(mine);
  else await db.update(idempotencyKeys).set({ lockedUntil: null }).where(mine);
}

/**
 * The same once the database is back: a client that repeats its call would else be told until
 * its claim ends that the first one still runs.
 */
async function releaseLater(ctx: Context, claimed: Claim, refused: boolean): Promise<void> {
  while (Date.now() < claimed.lockedUntil.getTime()) {
    await sleep(RELEASE_RETRY_MS, undefined, { ref: false });
    const released = await release(ctx, claimed, refused).then(
      () => true,
      () => false,
    );
    if (released) return;
  }
}

/** Keeps the answer to a key; in the transaction of the work itself where that can't be repeated. */
export async function storeAnswer(db: Executor, keyId: string, response: unknown): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ response, lockedUntil: null })
    .where(eq(idempotencyKeys.id, keyId));
}

const hashOf = (body: unknown) => createHash("sha256").update(JSON.stringify(body)).digest("hex");

async function claim(ctx: Context, route: string, key: string, requestHash: string) {
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
  const [made] = await ctx.db
    .insert(idempotencyKeys)
    .values({ customerId, appId, route, key, requestHash, lockedUntil })
    .onConflictDoNothing()
    .returning({ id: idempotencyKeys.id });
  if (made) return { id: made.id, lockedUntil };

  // A call that broke off left its row unlocked, or locked in the past: this one goes on with it.
  const free = or(isNull(idempotencyKeys.lockedUntil), lt(idempotencyKeys.lockedUntil, new Date()));
  const [taken] = await ctx.db
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
  if (taken) return { id: taken.id, lockedUntil };
  const [known] = await ctx.db.select().from(idempotencyKeys).where(scope);
  if (known && known.requestHash !== requestHash) {
    throw new AppError(
      "IDEMPOTENCY_KEY_REUSED",
      "This Idempotency-Key was used with another request body.",
    );
  }
  if (known?.response) return { stored: known.response };
  throw new AppError("IDEMPOTENCY_IN_FLIGHT", "The first call with this key is still running.", {
    retryAfter: 1,
  });
}

/** Forgets the keys that are past their 24 h. */
export async function purgeIdempotencyKeys({ db }: Pick<Context, "db">): Promise<void> {
  const before = new Date(Date.now() - KEY_LIFE_MS);
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, before));
}
