import { eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { batched } from "@/db/batch";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { apiApps, customers, sessions } from "@/db/schema";
import type { AppCaller, CustomerActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { noteEnded } from "./credential";
import { slideSession } from "./sessions";

const { id, publicId, email, name, role, disabledAt, emailVerifiedAt, totpEnabledAt } = customers;
const cameThrough = alias(apiApps, "came_through");
// The first of each says whether there is one: where it is null, a joined object is.
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
  customer: { id, publicId, email, name, role, disabledAt, emailVerifiedAt, totpEnabledAt },
  through: {
    id: cameThrough.id,
    scopes: cameThrough.scopes,
    firstParty: cameThrough.firstParty,
    disabledAt: cameThrough.disabledAt,
  },
};

const given = sql.placeholder;
const callers = once((db) =>
  db
    .select(columns)
    .from(
      sql`unnest(${given("apps")}::text[], ${given("sessions")}::text[]) with ordinality as asked (app, session, place)`,
    )
    .leftJoin(apiApps, sql`${apiApps.id} = asked.app`)
    .leftJoin(sessions, sql`${sessions.id} = asked.session`)
    .leftJoin(customers, eq(id, sessions.customerId))
    .leftJoin(cameThrough, eq(cameThrough.id, sessions.appId))
    .orderBy(sql`asked.place`)
    .prepare("callers"),
);
type Found = Awaited<ReturnType<ReturnType<typeof callers>["execute"]>>[number];

interface Asked {
  app: string | null;
  session: string | null;
}

/**
 * What the database says at this moment of those who ask. Only ids that we have signed come here: one that
 * the database couldn't read would fail all that share the statement.
 */
const find = batched<Asked, Found>((db, asked) =>
  callers(db).execute({
    apps: asked.map(({ app }) => app),
    sessions: asked.map(({ session }) => session),
  }),
);

/** The app behind a token. Throws UNAUTHENTICATED for one that was disabled. */
export async function loadApp(db: Executor, appId: string) {
  return inUse(appId, await find(db, { app: appId, session: null }));
}

function inUse(appId: string, { app }: Found): NonNullable<Found["app"]> {
  if (app && !app.disabledAt) return app;
  noteEnded(appId);
  throw new AppError("UNAUTHENTICATED", "The app's access has ended.");
}

type Owner = CustomerActor & { through: AppCaller | null };

/**
 * The person behind a session and the app that it came through. An app that was disabled takes
 * its sessions with it. Throws UNAUTHENTICATED or TOKEN_EXPIRED.
 */
export async function loadSession(db: Executor, sessionId: string): Promise<Owner> {
  return ownerOf(db, sessionId, await find(db, { app: null, session: sessionId }));
}

/** Both at once, as they are asked for by most calls of an app. Throws what either of them does. */
export async function loadAppAndSession(db: Executor, appId: string, sessionId: string) {
  const both = await find(db, { app: appId, session: sessionId });
  return { app: inUse(appId, both), owner: await ownerOf(db, sessionId, both) };
}

async function ownerOf(db: Executor, sessionId: string, row: Found): Promise<Owner> {
  const { session, customer, through } = row;
  if (!session || !customer || session.revokedAt || customer.disabledAt || through?.disabledAt) {
    noteEnded(sessionId);
    throw new AppError("UNAUTHENTICATED", "The session has ended. Sign in again.");
  }
  if (session.expiresAt.getTime() <= Date.now()) {
    noteEnded(sessionId);
    throw new AppError("TOKEN_EXPIRED", "The session has expired. Sign in again.");
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
    secondFactor: customer.totpEnabledAt !== null,
    sessionId,
    through: through && {
      id: through.id,
      scopes: through.scopes,
      firstParty: through.firstParty,
    },
    secondFactorAt: session.secondFactorAt,
  };
}
