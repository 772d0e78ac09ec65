import { z } from "zod";
import { positiveIntParam } from "@/lib/trading/schemas";
import { eventSchema } from "./event-schemas";
import { evaluationStates, verdictKinds, verdictStandings } from "./names";

export { type EvaluationState, evaluationStates } from "./names";

export const MAX_EVENTS = 1_000;

/** The body of a batch. Each event is checked by itself: only a bad envelope rejects the whole. */
export const batchEnvelope = z.object({
  source: z.string().min(1).max(64).meta({ description: "The ID of the source." }),
  events: z
    .array(z.record(z.string(), z.unknown()))
    .min(1, "must have at least one event")
    .max(MAX_EVENTS, `must have at most ${MAX_EVENTS} events`)
    .meta({ description: "The events, those of one account in the order of their numbers." }),
});
export type Batch = z.output<typeof batchEnvelope>;

/** The same as the documentation shows it. */
export const batchBody = batchEnvelope.extend({
  events: z.array(eventSchema).min(1).max(MAX_EVENTS).meta({
    description: "The events, those of one account in the order of their numbers.",
  }),
});

export const eventRejections = [
  "INVALID_EVENT",
  "ACCOUNT_UNKNOWN",
  "SOURCE_CONFLICT",
  "SEQUENCE_GAP",
  "SEQUENCE_REUSED",
  "EVENT_IN_FUTURE",
  "NOT_MONITORED",
  "INTERNAL",
] as const;
export type EventRejectionCode = (typeof eventRejections)[number];

const decimal = z.string();
const floors = z
  .object({
    daily: decimal.nullable().meta({ description: "Of the day; null without a daily loss rule." }),
    total: decimal.nullable().meta({ description: "Of the phase; null without such a rule." }),
  })
  .meta({ description: "The equity at which a loss rule decides, as decimal strings." });

const status = z.enum(evaluationStates).meta({
  description:
    "active, paused until the next trading day, held (an ending that an operator confirms), passed, breached, expired or cancelled.",
});

/** What a source needs to know of an account after a batch. */
export const accountResult = z.object({
  account: z.string().meta({ description: "The account as the events named it." }),
  next_seq: z.int().meta({ description: "The number of the next event." }),
  status,
  floors,
});
export type AccountResult = z.output<typeof accountResult>;

/** What a source needs to know of an account after a restart. */
export const tradingAccountStatus = accountResult.extend({
  balance: decimal.meta({ description: "The balance after the last event." }),
  equity: decimal.meta({ description: "The equity after the last event." }),
  last_event_at: z.iso
    .datetime()
    .nullable()
    .meta({ description: "When the last event happened; null before the first." }),
  last_received_at: z.iso
    .datetime()
    .nullable()
    .meta({ description: "When the last event arrived; null before the first." }),
  source: z.string().nullable().meta({ description: "The source that reports it; null for none." }),
});
export type TradingAccountStatus = z.output<typeof tradingAccountStatus>;

export const tradingAccountParams = z.object({
  account: z.string().min(1).max(128).meta({
    description: "The account: its login, the prop account's ID or its hotkey.",
  }),
});
export const tradingEventsQuery = z.strictObject({
  account: tradingAccountParams.shape.account,
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(100)
    .meta({ description: "Maximum number of results." }),
  cursor: positiveIntParam.optional().meta({
    description: "Pagination cursor. Omit for the first page.",
  }),
});

/** An event as it was accepted. */
export const storedEvent = z.looseObject({
  account: z.string().meta({ description: "The account as the request named it." }),
  seq: z.int().meta({ description: "The event's number." }),
  type: z.string().meta({ description: "The kind of event." }),
  received_at: z.iso.datetime().meta({ description: "When it arrived." }),
});
export type StoredEvent = z.output<typeof storedEvent>;

export const eventRejection = z.object({
  account: z.string().meta({ description: "The account as the event named it." }),
  seq: z.int().nullable().meta({ description: "The event's number; null if it has none." }),
  code: z.enum(eventRejections).meta({ description: "Why it was rejected." }),
  message: z.string().meta({ description: "The same for people." }),
  expected: z.int().optional().meta({ description: "The number that was expected." }),
  skipped: z.int().meta({
    description: "How many of the account's events follow in the batch and weren't read.",
  }),
});
export type EventRejection = z.output<typeof eventRejection>;

export const batchResult = z.object({
  accepted: z.int().meta({ description: "How many events were stored and judged." }),
  duplicates: z.int().meta({ description: "How many had been accepted before." }),
  rejected: z.array(eventRejection).meta({ description: "What wasn't accepted, and why." }),
  accounts: z.array(accountResult).meta({ description: "The accounts of the batch." }),
});
export type BatchResult = z.output<typeof batchResult>;

export const challengeParams = z.object({ id: positiveIntParam.meta({ description: "The ID." }) });

/** A loss limit of a phase, in money. */
const lossMeter = z.object({
  floor: decimal.meta({ description: "The equity at which the rule decides." }),
  limit: decimal.meta({ description: "The whole limit." }),
  left: decimal.meta({ description: "What is left of it; 0.00 once it is used up." }),
  used_pct: z.number().meta({ description: "How much of it is used, in percent." }),
});

export const verdictView = z.object({
  id: z.string().meta({ description: "The ID." }),
  phase_index: z.int().meta({ description: "The number of the phase, from 1." }),
  kind: z.enum(verdictKinds).meta({ description: "What was decided." }),
  rule: z.string().nullable().meta({ description: "The rule that decided; null for passing." }),
  threshold: z.string().nullable().meta({
    description: "The value at which the rule decides: money and lots as decimals.",
  }),
  observed: z.string().nullable().meta({ description: "The value that decided." }),
  at: z.iso.datetime().meta({ description: "When it happened." }),
  detected_at: z.iso.datetime().meta({ description: "When it was stored here." }),
  standing: z
    .enum(verdictStandings)
    .meta({ description: "provisional until an operator confirms it." }),
});
export type VerdictView = z.output<typeof verdictView>;

export const challengeEvaluationView = z.object({
  challenge_id: z.int().meta({ description: "The challenge's ID." }),
  phase_index: z.int().meta({ description: "The number of the phase, from 1." }),
  status,
  monitored: z.boolean().meta({
    description: "Whether the phase is judged: false until its account reports trading events.",
  }),
  currency: z.string().meta({ description: "The account's currency." }),
  balance: decimal.meta({ description: "The balance after the last event." }),
  equity: decimal.meta({ description: "The equity after the last event." }),
  open_positions: z.int().meta({ description: "How many positions are open." }),
  daily_loss: lossMeter.nullable().meta({ description: "Of the day; null without such a rule." }),
  total_loss: lossMeter.nullable().meta({ description: "Of the phase; null without such a rule." }),
  target: z
    .object({
      amount: decimal.meta({ description: "The profit to reach." }),
      profit: decimal.meta({ description: "The profit so far; negative for a loss." }),
      reached_pct: z.number().meta({ description: "How much of it is reached, in percent." }),
    })
    .nullable()
    .meta({ description: "The profit target; null without one." }),
  trading_days: z
    .object({
      counted: z.int().meta({ description: "How many days were counted." }),
      needed: z.int().nullable().meta({ description: "How many are needed; null for none." }),
    })
    .meta({ description: "Trading days." }),
  next_reset_at: z.iso
    .datetime()
    .nullable()
    .meta({ description: "When the next trading day begins; null once the phase has ended." }),
  last_event_at: z.iso
    .datetime()
    .nullable()
    .meta({ description: "When the last event happened; null before the first." }),
  verdicts: z.array(verdictView).meta({ description: "The verdicts, newest first; at most 100." }),
});
export type ChallengeEvaluationView = z.output<typeof challengeEvaluationView>;
