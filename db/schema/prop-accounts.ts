import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { consent, createdAt, idEnd, instant } from "./columns";
import { payments } from "./payments";
import { order, owner } from "./purchase";
import { ruleSetId } from "./rule-sets";

/** A trading account that a trader bought or claimed. `status` follows from the facts beside it. */
export const propAccounts = pgTable(
  "prop_accounts",
  {
    id: text("id").primaryKey(),
    ...owner(),
    source: text("source", { enum: ["payment", "free", "grant"] }).notNull(),
    paymentId: text("payment_id")
      .unique()
      .references(() => payments.id, { onDelete: "restrict" }),
    ...order(),
    // The tier's name and rules when it was bought; accounts from before have none.
    tierTerms: jsonb("tier_terms"),
    // The rule set of its phase; null until the job `fill-rule-sets` has seen an old row.
    ruleSetId: ruleSetId(),

    venue: text("provider").notNull(),
    entity: text("entity"),
    subaccountId: integer("subaccount_id"),
    subaccountUuid: text("subaccount_uuid"),
    syntheticHotkey: text("synthetic_hotkey"),
    // A creation that was requested of the venue `entity` and whose result isn't recorded: see
    // lib/venues/vanta/pending-creation.ts. The trigger `read_pending_creation` fills them in for the release
    // before, which has them in the text of `provisioning_error`.
    creationNewestBefore: integer("creation_newest_before"),
    creationRetryFrom: instant("creation_retry_from"),

    provisioningAttempts: integer("provisioning_attempts").notNull().default(0),
    // For people only: no program reads it.
    provisioningError: text("provisioning_error"),
    provisioningFailedAt: instant("provisioning_failed_at"),
    activatedAt: instant("activated_at"),
    disputeHold: boolean("dispute_hold").notNull().default(false),
    adminHold: boolean("admin_hold").notNull().default(false),
    closedAt: instant("closed_at"),
    closedReason: text("closed_reason"),
    // The reason for the last suspension or closure that its customer is shown.
    firmReason: text("firm_reason", {
      enum: ["terms", "verification", "customer_request", "other"],
    }),
    // What an operator has to do by hand at the venue; null if the venue agrees with the status.
    venueNote: text("venue_note"),
    status: text("status", {
      enum: ["provisioning", "active", "provisioning_failed", "suspended", "closed"],
    })
      .notNull()
      .generatedAlwaysAs(
        sql`case when closed_at is not null then 'closed' when dispute_hold or admin_hold then 'suspended' when activated_at is not null then 'active' when provisioning_failed_at is not null then 'provisioning_failed' else 'provisioning' end`,
      ),

    ...consent,
    createdAt: createdAt(),
  },
  (t) => [
    index("prop_accounts_without_rules").on(t.id).where(sql`${t.ruleSetId} is null`),
    index("prop_accounts_customer").on(t.customerId, t.id),
    index("prop_accounts_by_status").on(t.status, t.id),
    index("prop_accounts_by_size").on(t.accountSize, t.id),
    index("prop_accounts_not_bought").on(t.source, t.id).where(sql`${t.source} <> 'payment'`),
    index("prop_accounts_hotkey_begins").on(sql`${t.syntheticHotkey} collate "C"`),
    index("prop_accounts_id_end").on(idEnd(t.id)),
    index("prop_accounts_hotkey_end").on(idEnd(t.syntheticHotkey)),
    index("prop_accounts_venue_note").on(t.id).where(sql`${t.venueNote} is not null`),
    unique("prop_accounts_subaccount").on(t.venue, t.entity, t.subaccountId),
    uniqueIndex("prop_accounts_one_free")
      .on(t.customerId, t.tierId)
      .where(sql`${t.source} = 'free'`),
    check("prop_accounts_source", sql`${t.source} in ('payment', 'free', 'grant')`),
    check("prop_accounts_paid", sql`(${t.source} = 'payment') = (${t.paymentId} is not null)`),
    check(
      "prop_accounts_active_has_subaccount",
      sql`${t.activatedAt} is null or (${t.subaccountId} is not null and ${t.subaccountUuid} is not null and ${t.syntheticHotkey} is not null)`,
    ),
    check("prop_accounts_subaccount_id", sql`${t.subaccountId} >= 0`),
    check(
      "prop_accounts_pending_creation",
      sql`(${t.entity} is not null and ${t.subaccountId} is null) = (${t.creationNewestBefore} is not null) and (${t.creationNewestBefore} is not null or ${t.creationRetryFrom} is null)`,
    ),
    check(
      "prop_accounts_firm_reason",
      sql`${t.firmReason} in ('terms', 'verification', 'customer_request', 'other')`,
    ),
    check("prop_accounts_closed", sql`(${t.closedAt} is null) = (${t.closedReason} is null)`),
  ],
);

/** The embedded venue's own records: one counter per entity, from 0. */
export const embeddedEntities = pgTable("embedded_entities", {
  address: text("address").primaryKey(),
  nextSubaccountId: integer("next_subaccount_id").notNull().default(0),
});

/** The subaccounts that the embedded venue created, once per request key. */
export const embeddedSubaccounts = pgTable(
  "embedded_subaccounts",
  {
    requestKey: text("request_key").primaryKey(),
    entity: text("entity")
      .notNull()
      .references(() => embeddedEntities.address, { onDelete: "restrict" }),
    subaccountId: integer("subaccount_id").notNull(),
    subaccountUuid: uuid("subaccount_uuid").notNull().defaultRandom().unique(),
    assetClass: text("asset_class").notNull(),
    accountSize: integer("account_size").notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique("embedded_subaccounts_id").on(t.entity, t.subaccountId)],
);
