import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiApps } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import type { AuditAction } from "@/lib/audit/schemas";
import { type Context, requireAdmin, requireFreshAdmin, type Scope } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { hashSecret } from "./app-token";

type App = typeof apiApps.$inferSelect;

interface NewApp {
  name: string;
  scopes: Scope[];
  /** The firm's own app, which gets the events of all customers. */
  firstParty: boolean;
  reason: string;
}

interface AppSecret {
  client_id: string;
  /** Returned only here. */
  client_secret: string;
}

const SECRET_BYTES = 32;
/** How long the previous secret stays valid after a rotation with `oldStaysValid`. */
export const OLD_SECRET_HOURS = 24;

const newSecret = () => `sk_${randomBytes(SECRET_BYTES).toString("base64url")}`;

/** Creates an app that may call the API, with its secret. Throws FORBIDDEN and STEP_UP_REQUIRED. */
export async function createApp(ctx: Context, input: NewApp): Promise<AppSecret> {
  requireFreshAdmin(ctx);
  const { name, scopes, firstParty, reason } = input;
  const [id, secret] = [newId("app"), newSecret()];
  await inTransaction(ctx.db, async (tx) => {
    const values = { id, name, scopes, firstParty, secretHash: hashSecret(secret) };
    const [inserted] = await tx.insert(apiApps).values(values).returning();
    if (!inserted) throw new Error("insert returned no row");
    await audit(tx, ctx, {
      action: "app.create",
      subject: id,
      reason,
      after: auditFields(inserted),
    });
  });
  return { client_id: id, client_secret: secret };
}

interface AppChange {
  id: string;
  reason: string;
}

/**
 * Gives an app a new secret. The secret before it becomes invalid immediately, or after a day with `oldStaysValid`; older
 * ones become invalid immediately. Issued tokens stay valid for their hour. Throws NOT_FOUND and STEP_UP_REQUIRED.
 */
export async function rotateAppSecret(
  ctx: Context,
  { oldStaysValid, ...change }: AppChange & { oldStaysValid: boolean },
): Promise<AppSecret> {
  requireFreshAdmin(ctx);
  const secret = newSecret();
  const until = new Date(Date.now() + OLD_SECRET_HOURS * 3_600_000);
  await changeApp(ctx, "app.rotate_secret", change, ({ secretHash }) => ({
    secretHash: hashSecret(secret),
    previousSecretHash: oldStaysValid ? secretHash : null,
    previousSecretUntil: oldStaysValid ? until : null,
  }));
  return { client_id: change.id, client_secret: secret };
}

/** Disables an app: its tokens and the sessions that it obtained become invalid. Throws NOT_FOUND, INVALID_STATE. */
export const disableApp = (ctx: Context, change: AppChange) =>
  changeApp(ctx, "app.disable", change, ({ disabledAt }) => {
    if (disabledAt) throw new AppError("INVALID_STATE", "This app is already disabled.");
    return { disabledAt: new Date() };
  });

/** Enables a disabled app. Throws NOT_FOUND, INVALID_STATE and STEP_UP_REQUIRED. */
export async function enableApp(ctx: Context, change: AppChange): Promise<void> {
  requireFreshAdmin(ctx);
  await changeApp(ctx, "app.enable", change, ({ disabledAt }) => {
    if (!disabledAt) throw new AppError("INVALID_STATE", "This app isn't disabled.");
    return { disabledAt: null };
  });
}

async function changeApp(
  ctx: Context,
  action: AuditAction,
  { id, reason }: AppChange,
  plan: (app: App) => Partial<App>,
): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx.db, async (tx: Transaction) => {
    const byId = eq(apiApps.id, id);
    const [before] = await tx.select().from(apiApps).where(byId).for("no key update");
    if (!before) throw notFound("app");
    const [after] = await tx.update(apiApps).set(plan(before)).where(byId).returning();
    if (!after) throw new Error("the app was deleted");
    const values = { before: auditFields(before), after: auditFields(after) };
    await audit(tx, ctx, { action, subject: id, reason, ...values });
  });
}

/** An app as audit entries show it, without its secrets. */
const auditFields = ({ name, scopes, firstParty, disabledAt, previousSecretUntil }: App) => ({
  name,
  scopes,
  first_party: firstParty,
  status: disabledAt ? "disabled" : "enabled",
  old_secret_until: previousSecretUntil?.toISOString() ?? null,
});
