/** Values of the account after an event, in minor units, at a time in milliseconds since 1970. */
interface Values {
  at: number;
  balance: number;
  equity: number;
}

export interface Extremes {
  min_equity: number;
  min_at?: number | undefined;
  max_equity: number;
  max_at?: number | undefined;
}

export interface Snapshot extends Values {
  type: "snapshot";
  open_positions: number;
  /** All open lots in hundred-millionths, where the venue reports them. */
  open_lots?: number | undefined;
  /** The lowest and highest equity since the event before, without a deal or balance operation in between. */
  since_last?: Extremes | undefined;
  /** A value that wasn't observed: it warns of losses and decides nothing. */
  estimated?: boolean | undefined;
}

export interface Deal extends Values {
  type: "deal";
  entry: "in" | "out" | "in_out";
  symbol?: string | undefined;
  /** The deal's volume in hundred-millionths of a lot. */
  lots?: number | undefined;
  profit: number;
  commission: number;
  swap: number;
  open_positions: number;
  /** All open lots after the deal in hundred-millionths, where the venue reports them. */
  open_lots?: number | undefined;
  /** When the position that the deal closes was opened; without it, now. */
  opened_at?: number | undefined;
}

/** Kinds of balance operations. A payout begins the window of consistency anew; the others differ for people alone. */
export const balanceOperationKinds = [
  "deposit",
  "withdrawal",
  "payout",
  "credit",
  "other",
] as const;

export interface BalanceOperation extends Values {
  type: "balance_operation";
  /** `credit` is in neither balance nor equity, and changes nothing. */
  kind?: (typeof balanceOperationKinds)[number] | undefined;
  /** Negative for a withdrawal. */
  amount: number;
}

/** A cost or dividend beside the deals: a trading result. */
export interface Charge extends Values {
  type: "charge";
  /** Negative for a cost. */
  amount: number;
}

/**
 * An operator's ruling, the only event that changes a phase that has ended.
 *
 * - `exclude`: profit on the account that counts no more; above 0.
 * - `correction`: the venue's balance was adjusted for a wrong trading result of any day. Negative where profit was
 *   taken off.
 * - `reinstate`: the phase goes on with these values, and the days since its end are given back. `days` more for what else
 *   was lost.
 * - `revoke_pass`: a phase that passed is cancelled.
 */
export type Ruling =
  | { type: "ruling"; kind: "exclude"; at: number; amount: number }
  | (Values & { type: "ruling"; kind: "correction"; amount: number })
  | (Values & {
      type: "ruling";
      kind: "reinstate";
      open_positions: number;
      days?: number | undefined;
    })
  | { type: "ruling"; kind: "revoke_pass"; at: number };

/** What happened at the venue, or what an operator ruled. */
export type TradingEvent = Snapshot | Deal | BalanceOperation | Charge | Ruling;

const values = ["at", "balance", "equity"];
/** The numbers that an event must have, by its type; those of rulings by their kind. */
const numbers: Record<Exclude<TradingEvent["type"], "ruling"> | Ruling["kind"], readonly string[]> =
  {
    snapshot: [...values, "open_positions"],
    deal: [...values, "open_positions", "profit", "commission", "swap"],
    balance_operation: [...values, "amount"],
    charge: [...values, "amount"],
    exclude: ["at", "amount"],
    correction: [...values, "amount"],
    reinstate: [...values, "open_positions"],
    revoke_pass: ["at"],
  };

/**
 * Throws a RangeError if a number of an event is missing or no whole number: compared with a floor it would never be below
 * it. Also if the profit to exclude isn't above 0.
 */
export function checkEvent(event: TradingEvent): void {
  const { since_last: extremes = {} } = event.type === "snapshot" ? event : {};
  const fields: Record<string, unknown> = { ...event, ...extremes };
  for (const field of numbers[event.type === "ruling" ? event.kind : event.type]) {
    checkInteger(field, fields[field]);
  }
  for (const [field, value] of Object.entries(fields)) {
    if (typeof value === "number") checkInteger(field, value);
  }
  if (event.type === "ruling" && event.kind === "exclude" && event.amount <= 0) {
    throw new RangeError(`amount must be above 0: ${event.amount}`);
  }
}

/** Throws a RangeError for what is no whole number. */
export function checkInteger(field: string, value: unknown): void {
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${field} must be a whole number: ${value}`);
}
