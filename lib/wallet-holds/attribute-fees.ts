import type { Operation } from "@/lib/trading";

/** What the rule needs of an operation. Amounts in minor units, positive in, negative out. */
export type WalletOperation = Pick<
  Operation,
  "order" | "amountCents" | "reason" | "apiData" | "reverses"
>;

/** Money that came into a wallet: a deposit, whatever movements it consists of, or another credit. */
export interface Lot {
  /** The operation that brought it. */
  order: number;
  /** The deposit; null for money that the firm credited. */
  paymentId: string | null;
  /** What is left of it after returns, spent or not. Less than was spent of it while the wallet owes. */
  creditedCents: bigint;
  /** What was spent of it, in all and by the order of the operation that spent it. */
  spentCents: bigint;
  spent: Map<number, bigint>;
}

/** A part of a fee and the money that paid it. */
export interface Share {
  lot: Lot;
  cents: bigint;
}

const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** What of a lot isn't spent; below 0, what was spent of it and has been taken back since. */
const unspent = ({ creditedCents, spentCents }: Lot) => creditedCents - spentCents;

/** The deposit that an operation moves, by what was kept beside it; null for any other operation. */
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

/** The lots of a wallet, oldest first; before `first` none has anything unspent. */
interface Money {
  lots: Lot[];
  first: number;
}

/** Spends an amount of the oldest lots that have something unspent; how much they had. */
function consume(money: Money, order: number, amount: bigint): bigint {
  let due = amount;
  for (let i = money.first; i < money.lots.length && due > 0n; i += 1) {
    const lot = money.lots[i];
    if (!lot) break;
    const part = least(unspent(lot), due);
    if (part > 0n) {
      spend(lot, order, part);
      due -= part;
    }
    if (i === money.first && unspent(lot) <= 0n) money.first += 1;
  }
  return amount - due;
}

/** Undoes what an operation spent; whether it had spent anything. */
function giveBack(lots: Lot[], order: number): boolean {
  const paid = lots.filter(({ spent }) => spent.has(order));
  for (const lot of paid) spend(lot, order, -(lot.spent.get(order) ?? 0n));
  return paid.length > 0;
}

/** Unspent money pays for what the wallet owes, as the ledger books it: oldest fee first. */
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
 * Which money paid for what in a wallet, from all its operations in the order in which they were booked.
 * Oldest money is spent first. A fee that is returned gives its money back to where it came from. What is
 * taken back of a deposit comes from what is unspent of it; for the rest other unspent money of the wallet
 * takes its place, now or when it comes in, and until then the deposit is short by that much. So what all
 * deposits are short by is the wallet's debt.
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
      const known = deposits.get(paymentId);
      const lot = known ?? add(order, paymentId);
      lot.creditedCents += amountCents;
      if (known) money.first = 0;
    } else if (amountCents < 0n) {
      consume(money, order, -amountCents);
    } else if (reverses !== null && giveBack(lots, reverses)) {
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

/** What paid for an operation, oldest money first. */
export const sharesOf = (lots: readonly Lot[], order: number): Share[] =>
  lots.flatMap((lot) => {
    const cents = lot.spent.get(order);
    return cents === undefined ? [] : [{ lot, cents }];
  });

/**
 * What of each operation isn't paid for where a lot holds so much: the lot pays for its oldest first.
 * Minor units, by the operation's order; nothing of those that are paid for.
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
