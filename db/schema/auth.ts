import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  varchar,
} from "drizzle-orm/pg-core";
import { createdAt, idEnd, instant, searchKey } from "./columns";

/** Software of a partner or the firm that calls the API. */
export const apiApps = pgTable("api_apps", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  secretHash: text("secret_hash").notNull(),
  // After a rotation the previous secret may stay valid for a while.
  previousSecretHash: text("previous_secret_hash"),
  previousSecretUntil: instant("previous_secret_until"),
  scopes: text("scopes").array().notNull(),
  firstParty: boolean("first_party").notNull().default(false),
  disabledAt: instant("disabled_at"),
  createdAt: createdAt(),
});

/** People who sign in: traders, and the firm's admins. Anonymised, never deleted. */
export const customers = pgTable(
  "customers",
  {
    id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
    publicId: text("public_id").notNull().unique(),
    email: text("email").notNull(),
    name: text("name"),
    passwordHash: text("password_hash").notNull(),
    role: text("role", { enum: ["trader", "admin"] })
      .notNull()
      .default("trader"),
    appId: text("app_id").references(() => apiApps.id, { onDelete: "restrict" }),
    disabledAt: instant("disabled_at"),
    emailVerifiedAt: instant("email_verified_at"),
    // An IANA zone in which pages and emails show times; null for the browser's, in emails UTC.
    timeZone: text("time_zone"),
    // Two-factor sign-in: encrypted; in force after a first code was entered.
    totpSecret: text("totp_secret"),
    totpEnabledAt: instant("totp_enabled_at"),
    // The last time step whose code was accepted: none is accepted twice.
    totpLastStep: bigint("totp_last_step", { mode: "number" }),
    createdAt: createdAt(),
    // When the customer deleted the account, and when a job then removed their personal data.
    erasureRequestedAt: instant("erasure_requested_at"),
    erasedAt: instant("erased_at"),
  },
  (t) => [
    uniqueIndex("customers_email_key").on(sql`lower(${t.email})`),
    index("customers_email_begins").on(sql`lower(${t.email}) collate "C"`),
    // For the console's search: any part of a name or address, and the end of an id.
    index("customers_search")
      .using("gin", sql`${searchKey(t)} gin_trgm_ops`)
      .with({ fastupdate: false }),
    index("customers_id_end").on(idEnd(t.publicId)),
    index("customers_app").on(t.appId, t.id).where(sql`${t.appId} is not null`),
    index("customers_disabled").on(t.id).where(sql`${t.disabledAt} is not null`),
    index("customers_admins").on(t.id).where(sql`${t.role} = 'admin'`),
    index("customers_to_erase")
      .on(t.erasureRequestedAt)
      .where(sql`${t.erasureRequestedAt} is not null and ${t.erasedAt} is null`),
    check(
      "customers_erasure",
      sql`(${t.erasureRequestedAt} is null or ${t.disabledAt} is not null) and (${t.erasedAt} is null or ${t.erasureRequestedAt} is not null)`,
    ),
    check("customers_totp", sql`${t.totpEnabledAt} is null or ${t.totpSecret} is not null`),
    check("customers_role", sql`${t.role} in ('trader', 'admin')`),
  ],
);

/** A signed-in browser or API session. Tokens and cookies carry its id; the row decides. */
export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    customerId: integer("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "restrict" }),
    appId: text("app_id").references(() => apiApps.id, { onDelete: "restrict" }),
    ip: text("ip").notNull(),
    userAgent: text("user_agent").notNull(),
    // The hash of the browser's device cookie; null if none was sent or set.
    deviceHash: text("device_hash"),
    // When a code of the second factor was last accepted in this session.
    secondFactorAt: instant("second_factor_at"),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("sessions_customer").on(t.customerId), index("sessions_expiry").on(t.expiresAt)],
);

/** Codes that replace a lost second factor, each once. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    customerId: integer("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "restrict" }),
    codeHash: text("code_hash").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.codeHash] })],
);

/** Links that are sent by email and work once: only the reader of the mailbox has the token. */
export const mailLinks = pgTable(
  "mail_links",
  {
    id: text("id").primaryKey(),
    customerId: integer("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "restrict" }),
    purpose: text("purpose", {
      enum: ["verify_email", "reset_password", "change_email"],
    }).notNull(),
    // The address that the link was sent to: it verifies only that one.
    email: text("email").notNull(),
    // Of a link that changes the address: the one that it replaces, which is notified.
    replacesEmail: text("replaces_email"),
    tokenHash: text("token_hash").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("mail_links_customer").on(t.customerId, t.purpose),
    index("mail_links_expiry").on(t.expiresAt),
    check(
      "mail_links_purpose",
      sql`${t.purpose} in ('verify_email', 'reset_password', 'change_email')`,
    ),
    check(
      "mail_links_replaces",
      sql`(${t.purpose} = 'change_email') = (${t.replacesEmail} is not null)`,
    ),
  ],
);

/** Counters of rate-limiter-flexible that every process shares: see lib/http/rate-limit.ts. */
export const rateLimits = pgTable("rate_limits", {
  key: varchar("key", { length: 255 }).primaryKey(),
  points: integer("points").notNull().default(0),
  expire: bigint("expire", { mode: "number" }),
});

/**
 * Notes of the firm's people about a customer, who never sees them. A trigger rejects changes, and deletes except those
 * of a customer whose personal data is removed.
 */
export const customerNotes = pgTable(
  "customer_notes",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    customerId: integer("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "restrict" }),
    authorId: integer("author_id")
      .notNull()
      .references(() => customers.id, { onDelete: "restrict" }),
    text: text("text").notNull(),
    // The key of the form: a second click is the same note.
    idempotencyKey: text("idempotency_key").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("customer_notes_key").on(t.authorId, t.idempotencyKey),
    index("customer_notes_customer").on(t.customerId, t.id),
    check("customer_notes_text", sql`length(trim(${t.text})) between 1 and 2000`),
  ],
);
