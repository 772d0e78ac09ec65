import { z } from "zod";

/** How many days the overview may tell of, today among them. */
export const periods = [7, 30, 90] as const;
export type Period = (typeof periods)[number];

/** `?days=30`; anything else is 30. */
export const overviewDays = z.coerce
  .number()
  .pipe(z.literal([...periods]))
  .catch(30);

/** What was counted, by what came of it: over the whole period, and on each day that had any. */
export interface Outcomes {
  total: number;
  by_status: { status: string; count: number }[];
  /** Each day's counts by status; a status that a day didn't have is left out. */
  by_day: { day: string; counts: Record<string, number> }[];
}

/** Money by card in one currency, in minor units. Each sum stands on the day its payment was made. */
export interface Revenue {
  currency: string;
  received_cents: number;
  /** Of what was received: paid into wallets. */
  deposits_cents: number;
  refunded_cents: number;
  /** Lost in disputes. */
  lost_cents: number;
  net_cents: number;
  by_day: { day: string; received_cents: number; returned_cents: number }[];
}

/** What the business did in the last days. Days are UTC, `2026-01-31`. */
export interface Overview {
  days: string[];
  revenue: Revenue[];
  payments: Outcomes;
  purchases: Outcomes;
  accounts: Outcomes;
  /** From a payment to its account being active, in seconds; null where none became active. */
  activation: {
    median: number;
    p95: number;
    counted: number;
    isAll: boolean;
    /** How many of a day's newest were looked at, where a day had more. */
    most_of_a_day: number | null;
    /** Of each day that had any; of a day with very many, of its newest. */
    by_day: { day: string; median: number; p95: number }[];
  } | null;
}
