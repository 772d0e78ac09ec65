import { z } from "zod";

/** The most days that the overview covers, including today. */
export const periods = [7, 30, 90] as const;
export type Period = (typeof periods)[number];

/** `?days=30`; any other value is 30. */
export const overviewDays = z.coerce
  .number()
  .pipe(z.literal([...periods]))
  .catch(30);

/** Counts by status: for the whole period, and for each day that had any. */
export interface Outcomes {
  total: number;
  by_status: { status: string; count: number }[];
  /** Each day's counts by status; a status without any is left out. */
  by_day: { day: string; counts: Record<string, number> }[];
}

/** Card payments in one currency, in minor units. Sums belong to the day on which the payment was created. */
export interface Revenue {
  currency: string;
  received_cents: number;
  /** The part of it that was paid into wallets. */
  deposits_cents: number;
  refunded_cents: number;
  /** Lost in disputes. */
  lost_cents: number;
  /** Withdrawn by disputes that aren't decided; returned for those that are won. */
  held_cents: number;
  /** What was received, less all of these. */
  net_cents: number;
  by_day: { day: string; received_cents: number; returned_cents: number }[];
}

/** How much was sold, without what was canceled or refunded in full, and the accounts that were opened. */
export interface Sales {
  /** Accounts and programs that were paid by card. */
  card: number;
  wallet: number;
  /** Prop accounts and accounts of challenges: paid, free and granted ones. */
  accounts_opened: number;
}

/** The business numbers of the last days. Days are UTC, `2026-01-31`. */
export interface Overview {
  days: string[];
  revenue: Revenue[];
  payments: Outcomes;
  purchases: Outcomes;
  accounts: Outcomes;
  sales: Sales;
  /** The same numbers of as many days before. */
  previous: {
    received_cents: Record<string, number>;
    sales: Sales;
  };
  /** Seconds from a payment to its active account; null if no account became active. */
  activation: {
    median: number;
    p95: number;
    counted: number;
    isAll: boolean;
    /** How many of a day's newest accounts were read, if a day had more. */
    most_of_a_day: number | null;
    /** For each day that had any; of a day with very many, its newest. */
    by_day: { day: string; median: number; p95: number }[];
  } | null;
}
