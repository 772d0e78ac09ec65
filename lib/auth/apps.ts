import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiApps } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { audit } from "@/lib/audit";
import type { AuditAction } from "@/lib/audit/schemas";
import { type Context, requireAdmin, requireFreshAdmin, type Scope } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { hashSecret } from "./app-token";

type App = typeof apiApps.$inferSelect;

interface NewApp {
  name: string;
  scopes: Scope[];
  /** Whether it is the firm's own, and is told of everybody's events. */
  firstParty: boolean;
  reason: string;
}

interface AppSecret {
  client_id: string;
  /** Shown this once. */
  client_secret: string;
}

const SECRET_BYTES = 32;
/** How long a secret goes on working after a rotation that keeps it. */
export const OLD_SECRET_HOURS = 24;

const newSecret = () => `sk_${randomBytes(SECRET_BYTES).toString("base64url")}`;

/** Makes an app that may call the API, with its secret. Throws FORBIDDEN and STEP_UP_REQUIRED. */
export async function createApp(ctx: Context, input: NewApp): Promise<AppSecret> {
  requireFreshAdmin(ctx);
  const { name, scopes, firstParty, reason } = input;
  const [id, secret] = [newId("app"), newSecret()];
  await inTransaction(ctx.db, async (tx) => {
    const values = { id, name, scopes, firstParty, secretHash: hashSecret(secret) };
    const [made] = await tx.insert(apiApps).values(values).returning();
    if (!made) throw new Error("insert returned no row");
    await audit(tx, ctx, { action: "app.create", subject: id, reason, after: shownOf(made) });
  });
  return { client_id: id, client_secret: secret };
}

interface AppAsk {
  id: string;
  reason: string;
}

/**
 * Gives an app a new secret. The one that was current until now stops working at once, or goes on for a day with
 * `keepOld`; an earlier one ends at once either way. Tokens that were issued live out their hour. Throws NOT_FOUND
 * and STEP_UP_REQUIRED.
 */
export async function rotateAppSecret(
  ctx: Context,
  { keepOld, ...ask }: AppAsk & { keepOld: boolean },
): Promise<AppSecret> {
  requireFreshAdmin(ctx);
  const secret = newSecret();
  const until = new Date(Date.now() + OLD_SECRET_HOURS * 3_600_000);
  await changeApp(ctx, "app.rotate_secret", ask, ({ secretHash }) => ({
    secretHash: hashSecret(secret),
    previousSecretHash: keepOld ? secretHash : null,
    previousSecretUntil: keepOld ? until : null,
  }));
  return { client_id: ask.id, client_secret: secret };
}

/** Ends an app's access: its tokens and its people's sessions with them. Throws NOT_FOUND, INVALID_STATE. */
export const disableApp = (ctx: Context, ask: AppAsk) =>
  changeApp(ctx, "app.disable", ask, ({ disabledAt }) => {
    if (disabledAt) throw new AppError("INVALID_STATE", "This app is disabled already.");
    return { disabledAt: new Date() };
  });

/** Lets a disabled app in again. Throws NOT_FOUND, INVALID_STATE and STEP_UP_REQUIRED. */
export async function enableApp(ctx: Context, ask: AppAsk): Promise<void> {
  requireFreshAdmin(ctx);
  await changeApp(ctx, "app.enable", ask, ({ disabledAt }) => {
    if (!disabledAt) throw new AppError("INVALID_STATE", "This app is not disabled.");
    return { disabledAt: null };
  });
}

async function changeApp(
  ctx: Context,
  action: AuditAction,
  { id, reason }: AppAsk,
  plan: (app: App) => Partial<App>,
): Promise<void> {
  requireAdmin(ctx);
  await inTransaction(ctx.db, async (tx: Transaction) => {
    const ours = eq(apiApps.id, id);
    const [before] = await tx.select().from(apiApps).where(ours).for("no key update");
    if (!before) throw notFound("app");
    const [after] = await tx.update(apiApps).set(plan(before)).where(ours).returning();
    if (!after) throw new Error("the app is gone");
    const [was, is] = [shownOf(before), shownOf(after)];
    await audit(tx, ctx, { action, subject: id, reason, before: was, after: is });
  });
}

/** An app without its secrets. */
const shownOf = ({ name, scopes, firstParty, disabledAt, previousSecretUntil }: App) => ({
  name,
  scopes,
  first_party: firstParty,
  status: disabledAt ? "disabled" : "enabled",
  old_secret_until: previousSecretUntil?.toISOString() ?? null,
});
