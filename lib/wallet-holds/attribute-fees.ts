import type { Operation } from "@/lib/trading";

/** The fields of an operation that the rule reads. Amounts in minor units, positive in, negative out. */
export type WalletOperation = Pick<
  Operation,
  "order" | "amountCents" | "reason" | "apiData" | "reverses"
>;

/** Money that came into a wallet: a deposit with all its operations, or another credit. */
export interface Lot {
  /** The operation that credited it. */
  order: number;
  /** The deposit; null for money that the firm credited. */
  paymentId: string | null;
  /** The amount less what was returned, spent or not. Below what was spent while the wallet owes. */
  creditedCents: bigint;
  /** The spent amount, in total and by the order of the operation that spent it. */
  spentCents: bigint;
  spent: Map<number, bigint>;
}

/** The part of a fee that one lot paid. */
export interface Share {
  lot: Lot;
  cents: bigint;
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** The unspent amount of a lot; below 0, the part that was reversed after it was spent. */
const unspent = ({ creditedCents, spentCents }: Lot) => creditedCents - spentCents;

/** The deposit that an operation belongs to, by its stored data; null for any other operation. */
function depositOf({ reason, apiData }: WalletOperation): string | null {
  const { payment_id } = apiData;
  return reason === "TR_REASON_DEPOSIT" && typeof payment_id === "string" ? payment_id : null;
}

function spend(lot: Lot, order: number, cents: bigint): void {
  const total = (lot.spent.get(order) ?? 0n) + cents;
  if (total > 0n) lot.spent.set(order, total);
  else lot.spent.delete(order);
  lot.spentCents += cents;
}

const oldestFirst = (lot: Lot) => [...lot.spent].sort(([a], [b]) => a - b);

/** The lots of a wallet, oldest first; none before `first` has an unspent amount. */
interface Money {
  lots: Lot[];
  first: number;
}

/** Spends an amount from the oldest lots with an unspent amount. Returns how much they covered. */
function consume(money: Money, order: number, amount: bigint): bigint {
  let remaining = amount;
  for (let i = money.first; i < money.lots.length && remaining > 0n; i += 1) {
    const lot = money.lots[i];
    if (!lot) break;
    const part = least(unspent(lot), remaining);
    if (part > 0n) {
      spend(lot, order, part);
      remaining -= part;
    }
    if (i === money.first && unspent(lot) <= 0n) money.first += 1;
  }
  return amount - remaining;
}

/** Undoes what an operation spent. Returns whether it had spent anything. */
function undoSpending(lots: Lot[], order: number): boolean {
  const paid = lots.filter(({ spent }) => spent.has(order));
  for (const lot of paid) spend(lot, order, -(lot.spent.get(order) ?? 0n));
  return paid.length > 0;
}

/** Pays what the wallet owes from unspent money, as the ledger does: oldest fee first. */
function repay(money: Money): void {
  for (const short of money.lots.filter((lot) => unspent(lot) < 0n)) {
    for (const [order, cents] of oldestFirst(short)) {
      const owed = least(-unspent(short), cents);
      if (owed === 0n) break;
      spend(short, order, -consume(money, order, owed));
    }
  }
}

/**
 * Attributes each fee of a wallet to the money that paid it, from all its operations in the order in which they
 * were booked. The oldest money is spent first. A returned fee makes the money that paid it unspent again. A
 * reversal of a deposit reduces its unspent amount first; for the rest, other unspent money of the wallet pays,
 * now or when it comes in, and until then the deposit is short by that amount. The sum of what all deposits are
 * short by is the wallet's debt.
 */
export function attributeFees(operations: readonly WalletOperation[]): Lot[] {
  const lots: Lot[] = [];
  const money = { lots, first: 0 };
  const deposits = new Map<string, Lot>();
  let owes = false;
  const add = (order: number, paymentId: string | null): Lot => {
    const empty = { creditedCents: 0n, spentCents: 0n, spent: new Map<number, bigint>() };
    const lot = { order, paymentId, ...empty };
    lots.push(lot);
    if (paymentId !== null) deposits.set(paymentId, lot);
    return lot;
  };
  for (const operation of operations) {
    const { order, amountCents, reverses } = operation;
    const paymentId = depositOf(operation);
    if (paymentId !== null) {
      const existing = deposits.get(paymentId);
      const lot = existing ?? add(order, paymentId);
      lot.creditedCents += amountCents;
      if (existing) money.first = 0;
    } else if (amountCents < 0n) {
      consume(money, order, -amountCents);
    } else if (reverses !== null && undoSpending(lots, reverses)) {
      money.first = 0;
    } else {
      add(order, null).creditedCents = amountCents;
    }
    if (owes || (paymentId !== null && amountCents < 0n)) {
      repay(money);
      owes = lots.some((lot) => unspent(lot) < 0n);
    }
  }
  return lots;
}

/** The money that paid an operation, oldest first. */
export const sharesOf = (lots: readonly Lot[], order: number): Share[] =>
  lots.flatMap((lot) => {
    const cents = lot.spent.get(order);
    return cents === undefined ? [] : [{ lot, cents }];
  });

/**
 * The unpaid part of each operation if a lot held `creditedCents`: the lot pays its oldest operations first. Minor
 * units, by the operation's order; fully paid operations are left out.
 */
export function unpaidOf(lot: Lot, creditedCents = lot.creditedCents): Map<number, bigint> {
  const unpaid = new Map<number, bigint>();
  let left = creditedCents > 0n ? creditedCents : 0n;
  for (const [order, cents] of oldestFirst(lot)) {
    const paid = least(left, cents);
    left -= paid;
    if (paid < cents) unpaid.set(order, cents - paid);
  }
  return unpaid;
}
