import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { apiApps, customers } from "./auth";
import { challengePhases } from "./challenges";
import { cents, createdAt, instant } from "./columns";
import { ruleSets } from "./rule-sets";

const bigId = (name: string) => bigint(name, { mode: "number" });

/**
 * An account of a phase at its venue: a login of a trading server, or a prop account. The one key that both ways to buy
 * share. Logins are the trading server's, so they have no foreign key.
 */
export const venueAccounts = pgTable(
  "venue_accounts",
  {
    id: bigId("id").primaryKey().generatedAlwaysAsIdentity(),
    venue: text("venue").notNull(),
    customerId: integer("customer_id")
      .notNull()
      .references(() => customers.id, { onDelete: "restrict" }),
    login: integer("login"),
    // No foreign key: `prop_accounts` has a trigger before its updates, which would then wait for inserts here.
    propAccountId: text("prop_account_id"),
    hotkey: text("hotkey"),
    // The number of the last command.
    commands: integer("commands").notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    unique("venue_accounts_login").on(t.login, t.venue),
    unique("venue_accounts_prop_account").on(t.propAccountId),
    index("venue_accounts_by_hotkey").on(t.hotkey, t.venue),
    index("venue_accounts_customer").on(t.customerId),
    check("venue_accounts_one", sql`num_nonnulls(${t.login}, ${t.propAccountId}) = 1`),
  ],
);

/** Where trading events come from: an app that reports the accounts of one venue. Its id is its name. */
export const tradingSources = pgTable(
  "trading_sources",
  {
    id: text("id").primaryKey(),
    appId: text("app_id")
      .notNull()
      .references(() => apiApps.id, { onDelete: "restrict" }),
    venue: text("venue").notNull(),
    disabledAt: instant("disabled_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("trading_sources_app").on(t.appId),
    check("trading_sources_id", sql`${t.id} ~ '^[a-z0-9][a-z0-9._-]{0,63}$'`),
  ],
);

export const phaseStates = [
  "active",
  "paused",
  "held",
  "passed",
  "breached",
  "expired",
  "cancelled",
] as const;

/**
 * A phase as it is judged. Its row is the lock of everything that happens to its account: `next_seq` decides which
 * trading event is accepted. `judged` is the judge's state after the last event; null before the first one. A phase from
 * before monitoring, or of a venue that reports nothing, is not monitored: the clock doesn't end it.
 */
export const evaluations = pgTable(
  "evaluations",
  {
    id: bigId("id").primaryKey().generatedAlwaysAsIdentity(),
    challengeId: integer("challenge_id").notNull(),
    phaseIndex: smallint("phase_index").notNull(),
    venueAccountId: bigId("venue_account_id")
      .notNull()
      .unique()
      .references(() => venueAccounts.id, { onDelete: "restrict" }),
    ruleSetId: text("rule_set_id").references(() => ruleSets.id, { onDelete: "restrict" }),
    initialCents: cents("initial_cents").notNull(),
    openedAt: instant("opened_at").notNull(),
    state: text("state", { enum: phaseStates }).notNull().default("active"),
    monitored: boolean("monitored").notNull(),
    sourceId: text("source_id").references(() => tradingSources.id, { onDelete: "restrict" }),
    nextSeq: bigId("next_seq").notNull().default(1),
    judged: json("judged"),
    // When the clock has to look at it; null if it ended or isn't monitored.
    dueAt: instant("due_at"),
    // Up to when the clock has written verdicts that no event has confirmed yet.
    clockAt: instant("clock_at"),
    lastEventAt: instant("last_event_at"),
    lastReceivedAt: instant("last_received_at"),
    // The end of the last hole in the events.
    lastGapAt: instant("last_gap_at"),
    // The sum of the differences between reported balances and the changes that were reported.
    unexplainedCents: cents("unexplained_cents").notNull().default(sql`0`),
    endedAt: instant("ended_at"),
  },
  (t) => [
    foreignKey({
      name: "evaluations_phase",
      columns: [t.challengeId, t.phaseIndex],
      foreignColumns: [challengePhases.challengeId, challengePhases.phaseIndex],
    }).onDelete("restrict"),
    unique("evaluations_phase_index").on(t.challengeId, t.phaseIndex),
    uniqueIndex("evaluations_one_running")
      .on(t.challengeId)
      .where(sql`${t.state} in ('active', 'paused', 'held')`),
    index("evaluations_due").on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index("evaluations_by_state").on(t.state, t.id),
    index("evaluations_opened").on(t.openedAt),
    // Those whose endings are provisional: events are missing, or nothing explains a balance.
    index("evaluations_unclear")
      .on(t.id)
      .where(sql`${t.lastGapAt} is not null or ${t.unexplainedCents} <> 0`),
    check(
      "evaluations_state",
      sql`${t.state} in ('active', 'paused', 'held', 'passed', 'breached', 'expired', 'cancelled')`,
    ),
    check(
      "evaluations_ended",
      sql`(${t.state} in ('passed', 'breached', 'expired', 'cancelled')) = (${t.endedAt} is not null)`,
    ),
    check(
      "evaluations_due_monitored",
      sql`${t.dueAt} is null or (${t.monitored} and ${t.endedAt} is null)`,
    ),
    check("evaluations_rules", sql`not ${t.monitored} or ${t.ruleSetId} is not null`),
  ],
);

/**
 * Deals, balance operations, charges, gaps and rulings, by their number. They stay as long as the phase. `body` is the event
 * as it was accepted, in the API's form. No foreign keys: it is the largest table.
 */
export const tradingEvents = pgTable(
  "trading_events",
  {
    evaluationId: bigId("evaluation_id").notNull(),
    seq: bigId("seq").notNull(),
    type: text("type").notNull(),
    at: instant("at").notNull(),
    receivedAt: instant("received_at").notNull().defaultNow(),
    sourceId: text("source_id").notNull(),
    body: json("body").notNull(),
  },
  (t) => [primaryKey({ columns: [t.evaluationId, t.seq] })],
);

/** Snapshots of balance and equity, in partitions by the month of their arrival. */
export const tradingSnapshots = pgTable(
  "trading_snapshots",
  {
    evaluationId: bigId("evaluation_id").notNull(),
    seq: bigId("seq").notNull(),
    at: instant("at").notNull(),
    receivedAt: instant("received_at").notNull().defaultNow(),
    sourceId: text("source_id").notNull(),
    body: json("body").notNull(),
  },
  (t) => [primaryKey({ columns: [t.evaluationId, t.seq, t.receivedAt] })],
);

export const verdictKinds = [
  "warned",
  "paused",
  "resumed",
  "breached",
  "target_reached",
  "passed",
  "expired",
  "review",
  "day_counted",
] as const;
export const verdictStandings = [
  "final",
  "provisional",
  "disputed",
  "upheld",
  "overturned",
] as const;

/** What the rules said of a phase, with the numbers that decided. Only `standing` changes. */
export const verdicts = pgTable(
  "verdicts",
  {
    id: text("id").primaryKey(),
    evaluationId: bigId("evaluation_id")
      .notNull()
      .references(() => evaluations.id, { onDelete: "restrict" }),
    kind: text("kind", { enum: verdictKinds }).notNull(),
    rule: text("rule"),
    // Money in minor units, lots in hundred-millionths, otherwise a number.
    threshold: bigId("threshold"),
    observed: bigId("observed"),
    // How the two compare where the rule is violated.
    comparison: text("comparison", { enum: ["below", "at_or_below", "above"] }),
    at: instant("at").notNull(),
    detectedAt: instant("detected_at").notNull().defaultNow(),
    // The event that decided; null if the clock did.
    eventSeq: bigId("event_seq"),
    ruleSetId: text("rule_set_id")
      .notNull()
      .references(() => ruleSets.id, { onDelete: "restrict" }),
    judgeVersion: text("judge_version").notNull(),
    standing: text("standing", { enum: verdictStandings }).notNull().default("final"),
    // Why it isn't final: gap, estimate, unexplained or clock.
    doubt: text("doubt", { enum: ["gap", "unexplained", "clock"] }),
  },
  (t) => [
    index("verdicts_evaluation").on(t.evaluationId, t.at),
    index("verdicts_by_kind").on(t.kind, t.id),
    index("verdicts_not_final").on(t.standing, t.id).where(sql`${t.standing} <> 'final'`),
    uniqueIndex("verdicts_one_ending")
      .on(t.evaluationId)
      .where(sql`${t.kind} in ('breached', 'passed', 'expired') and ${t.standing} <> 'overturned'`),
    check(
      "verdicts_kind",
      sql`${t.kind} in ('warned', 'paused', 'resumed', 'breached', 'target_reached', 'passed', 'expired', 'review', 'day_counted')`,
    ),
    check(
      "verdicts_standing",
      sql`${t.standing} in ('final', 'provisional', 'disputed', 'upheld', 'overturned')`,
    ),
    check("verdicts_doubt", sql`${t.standing} <> 'provisional' or ${t.doubt} is not null`),
    check(
      "verdicts_breach_holds",
      sql`${t.kind} not in ('breached', 'paused') or case ${t.comparison} when 'below' then ${t.observed} < ${t.threshold} when 'at_or_below' then ${t.observed} <= ${t.threshold} when 'above' then ${t.observed} > ${t.threshold} else false end`,
    ),
  ],
);

/** The event that decided a verdict, and the state before it with its references, copied: they outlive the snapshots. */
export const verdictEvidence = pgTable("verdict_evidence", {
  verdictId: text("verdict_id")
    .primaryKey()
    .references(() => verdicts.id, { onDelete: "restrict" }),
  // In the API's form; null if the clock decided.
  event: json("event"),
  stateBefore: json("state_before").notNull(),
  stateAfter: json("state_after").notNull(),
});

export const commandKinds = ["disable", "enable", "close_all"] as const;
export const commandStates = [
  "pending",
  "accepted",
  "done",
  "failed",
  "unsupported",
  "superseded",
] as const;

/** Commands to venues, written by the transaction that decided them and delivered in the order of their numbers. */
export const venueCommands = pgTable(
  "venue_commands",
  {
    id: text("id").primaryKey(),
    venueAccountId: bigId("venue_account_id")
      .notNull()
      .references(() => venueAccounts.id, { onDelete: "restrict" }),
    number: integer("number").notNull(),
    kind: text("kind", { enum: commandKinds }).notNull(),
    verdictId: text("verdict_id").references(() => verdicts.id, { onDelete: "restrict" }),
    state: text("state", { enum: commandStates }).notNull().default("pending"),
    attempts: integer("attempts").notNull().default(0),
    // For people only: no program reads it.
    error: text("error"),
    sentAt: instant("sent_at"),
    acknowledgedAt: instant("acknowledged_at"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("venue_commands_number").on(t.venueAccountId, t.number),
    index("venue_commands_open")
      .on(t.createdAt)
      .where(sql`${t.state} in ('pending', 'accepted', 'failed', 'unsupported')`),
    index("venue_commands_by_state").on(t.state, t.id),
    index("venue_commands_verdict").on(t.verdictId).where(sql`${t.verdictId} is not null`),
    check("venue_commands_kind", sql`${t.kind} in ('disable', 'enable', 'close_all')`),
    check(
      "venue_commands_state",
      sql`${t.state} in ('pending', 'accepted', 'done', 'failed', 'unsupported', 'superseded')`,
    ),
    check(
      "venue_commands_acknowledged",
      sql`(${t.state} in ('done', 'failed', 'unsupported')) = (${t.acknowledgedAt} is not null)`,
    ),
  ],
);
