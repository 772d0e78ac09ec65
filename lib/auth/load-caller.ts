import { eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { batched } from "@/db/batch";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { apiApps, customers, sessions } from "@/db/schema";
import type { AppCaller, CustomerActor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { cacheEnded } from "./credential";
import { slideSession } from "./sessions";

const { id, publicId, email, name, role, disabledAt, emailVerifiedAt, timeZone, totpEnabledAt } =
  customers;
const sessionApps = alias(apiApps, "session_app");
// The first column of each is never null in a row: drizzle returns null for the object if its first column is.
const columns = {
  app: {
    id: apiApps.id,
    scopes: apiApps.scopes,
    firstParty: apiApps.firstParty,
    disabledAt: apiApps.disabledAt,
  },
  session: {
    expiresAt: sessions.expiresAt,
    revokedAt: sessions.revokedAt,
    secondFactorAt: sessions.secondFactorAt,
  },
  customer: {
    id,
    publicId,
    email,
    name,
    role,
    disabledAt,
    emailVerifiedAt,
    timeZone,
    totpEnabledAt,
  },
  sessionApp: {
    id: sessionApps.id,
    scopes: sessionApps.scopes,
    firstParty: sessionApps.firstParty,
    disabledAt: sessionApps.disabledAt,
  },
};

const param = sql.placeholder;
const callers = once((db) =>
  db
    .select(columns)
    .from(
      sql`unnest(${param("apps")}::text[], ${param("sessions")}::text[]) with ordinality as requested (app, session, place)`,
    )
    .leftJoin(apiApps, sql`${apiApps.id} = requested.app`)
    .leftJoin(sessions, sql`${sessions.id} = requested.session`)
    .leftJoin(customers, eq(id, sessions.customerId))
    .leftJoin(sessionApps, eq(sessionApps.id, sessions.appId))
    .orderBy(sql`requested.place`)
    .prepare("callers"),
);
type CallerRow = Awaited<ReturnType<ReturnType<typeof callers>["execute"]>>[number];

interface CallerIds {
  app: string | null;
  session: string | null;
}

/**
 * Reads the current rows of callers, of all requests of the moment in one statement. Pass only ids that we have
 * signed: one that the database can't read would fail the whole statement.
 */
const findCaller = batched<CallerIds, CallerRow>((db, requested) =>
  callers(db).execute({
    apps: requested.map(({ app }) => app),
    sessions: requested.map(({ session }) => session),
  }),
);

/** Loads an app. Throws UNAUTHENTICATED if it doesn't exist or is disabled. */
export async function loadApp(db: Executor, appId: string) {
  return requireEnabled(appId, await findCaller(db, { app: appId, session: null }));
}

function requireEnabled(appId: string, { app }: CallerRow): NonNullable<CallerRow["app"]> {
  if (app && !app.disabledAt) return app;
  cacheEnded(appId);
  throw new AppError("UNAUTHENTICATED", "This app has been disabled.");
}

type SessionOwner = CustomerActor & { sessionApp: AppCaller | null };

/**
 * Loads the customer of a session and the app that obtained it, if one did. The sessions of a disabled app are
 * invalid. Throws UNAUTHENTICATED or TOKEN_EXPIRED.
 */
export async function loadSession(db: Executor, sessionId: string): Promise<SessionOwner> {
  return requireOwner(db, sessionId, await findCaller(db, { app: null, session: sessionId }));
}

/** Loads an app and a session in one statement. Throws what `loadApp` and `loadSession` throw. */
export async function loadAppAndSession(db: Executor, appId: string, sessionId: string) {
  const row = await findCaller(db, { app: appId, session: sessionId });
  return { app: requireEnabled(appId, row), owner: await requireOwner(db, sessionId, row) };
}

async function requireOwner(
  db: Executor,
  sessionId: string,
  row: CallerRow,
): Promise<SessionOwner> {
  const { session, customer, sessionApp } = row;
  if (!session || !customer || session.revokedAt || customer.disabledAt || sessionApp?.disabledAt) {
    cacheEnded(sessionId);
    throw new AppError("UNAUTHENTICATED", "Your session has ended. Sign in again.");
  }
  if (session.expiresAt.getTime() <= Date.now()) {
    cacheEnded(sessionId);
    throw new AppError("TOKEN_EXPIRED", "Your session has expired. Sign in again.");
  }
  await slideSession(db, sessionId, session.expiresAt, customer.role);
  return {
    kind: "customer",
    id: customer.id,
    publicId: customer.publicId,
    email: customer.email,
    name: customer.name,
    role: customer.role,
    emailVerified: customer.emailVerifiedAt !== null,
    timeZone: customer.timeZone,
    secondFactor: customer.totpEnabledAt !== null,
    sessionId,
    sessionApp: sessionApp && {
      id: sessionApp.id,
      scopes: sessionApp.scopes,
      firstParty: sessionApp.firstParty,
    },
    secondFactorAt: session.secondFactorAt,
  };
}
