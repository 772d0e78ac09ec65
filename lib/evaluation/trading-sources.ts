import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiApps, tradingSources } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import { type Context, requireAdmin, requireFreshAdmin } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";

type Source = typeof tradingSources.$inferSelect;

interface NewSource {
  /** Its name, which the app sends with its events. */
  id: string;
  appId: string;
  venue: Source["venue"];
  reason: string;
}

/**
 * Creates a source of trading events: an app may then report the accounts of a venue. Throws NOT_FOUND for the app,
 * INVALID_STATE for one that may not report or an id that exists, and STEP_UP_REQUIRED.
 */
export async function createTradingSource(ctx: Context, input: NewSource): Promise<void> {
  requireFreshAdmin(ctx);
  const { id, appId, venue, reason } = input;
  await inTransaction(ctx.db, async (tx) => {
    await checkApp(tx, appId);
    const [created] = await tx
      .insert(tradingSources)
      .values({ id, appId, venue })
      .onConflictDoNothing()
      .returning();
    if (!created) throw new AppError("INVALID_STATE", "There is a source with this ID already.");
    const after = auditFields(created);
    await audit(tx, ctx, { action: "trading_source.create", subject: id, reason, after });
  });
}

async function checkApp(tx: Transaction, appId: string): Promise<void> {
  const [app] = await tx.select().from(apiApps).where(eq(apiApps.id, appId));
  if (!app) throw notFound("app");
  if (app.disabledAt) throw new AppError("INVALID_STATE", "This app is disabled.");
  if (!app.scopes.includes("trading:write")) {
    throw new AppError("INVALID_STATE", "This app doesn't have the scope trading:write.");
  }
}

interface SourceChange {
  id: string;
  reason: string;
}

/** Disables a source: its events are rejected, and another source may report its accounts. Throws NOT_FOUND, INVALID_STATE. */
export async function disableTradingSource(ctx: Context, change: SourceChange): Promise<void> {
  requireAdmin(ctx);
  await changeSource(ctx, "trading_source.disable", change, ({ disabledAt }) => {
    if (disabledAt) throw new AppError("INVALID_STATE", "This source is already disabled.");
    return new Date();
  });
}

/** Enables a disabled source. Throws NOT_FOUND, INVALID_STATE and STEP_UP_REQUIRED. */
export async function enableTradingSource(ctx: Context, change: SourceChange): Promise<void> {
  requireFreshAdmin(ctx);
  await changeSource(ctx, "trading_source.enable", change, ({ disabledAt }) => {
    if (!disabledAt) throw new AppError("INVALID_STATE", "This source isn't disabled.");
    return null;
  });
}

async function changeSource(
  ctx: Context,
  action: "trading_source.disable" | "trading_source.enable",
  { id, reason }: SourceChange,
  disabledAtOf: (source: Source) => Date | null,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const byId = eq(tradingSources.id, id);
    const [before] = await tx.select().from(tradingSources).where(byId).for("no key update");
    if (!before) throw notFound("trading source");
    const after = { ...before, disabledAt: disabledAtOf(before) };
    await tx.update(tradingSources).set({ disabledAt: after.disabledAt }).where(byId);
    const values = { before: auditFields(before), after: auditFields(after) };
    await audit(tx, ctx, { action, subject: id, reason, ...values });
  });
}

const auditFields = ({ appId, venue, disabledAt }: Source) => ({
  app_id: appId,
  venue,
  status: disabledAt ? "disabled" : "enabled",
});
