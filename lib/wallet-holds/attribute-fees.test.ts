import { describe, expect, test } from "vitest";
import { randomOf } from "@/scripts/soak/random";
import {
  attributeFees,
  type Lot,
  sharesOf,
  unpaidOf,
  type WalletOperation,
} from "./attribute-fees";

let orders = 0;
const operation = (amount: number, more: Partial<WalletOperation> = {}): WalletOperation => {
  orders += 1;
  return {
    order: orders,
    amountCents: BigInt(amount),
    reason: "TR_REASON_PROP",
    apiData: {},
    reverses: null,
    ...more,
  };
};
const deposit = (paymentId: string, amount: number) =>
  operation(amount, { reason: "TR_REASON_DEPOSIT", apiData: { payment_id: paymentId } });
const credit = (amount: number) => operation(amount, { reason: "TR_REASON_ADJUSTMENT" });
const fee = (amount: number) => operation(-amount);
const feeReturned = ({ order, amountCents }: WalletOperation) =>
  operation(Number(-amountCents), { reverses: order });

const shares = (lots: Lot[], { order }: WalletOperation) =>
  sharesOf(lots, order).map(({ lot, cents }) => [lot.paymentId ?? "firm", Number(cents)]);
const unpaid = (lots: Lot[], { order }: WalletOperation) =>
  lots.reduce((total, lot) => total + Number(unpaidOf(lot).get(order) ?? 0n), 0);

describe("attributeFees", () => {
  test("two deposits, three fees → the oldest money is spent first, and one fee may be paid from both", () => {
    const [a, b, c] = [fee(300), fee(300), fee(300)];
    const lots = attributeFees([deposit("d1", 500), a, deposit("d2", 500), b, c]);
    expect(shares(lots, a)).toEqual([["d1", 300]]);
    expect(shares(lots, b)).toEqual([
      ["d1", 200],
      ["d2", 100],
    ]);
    expect(shares(lots, c)).toEqual([["d2", 300]]);
  });

  test("money that the firm credited → spent in its turn, from no deposit", () => {
    const spent = fee(400);
    expect(shares(attributeFees([credit(300), deposit("d1", 500), spent]), spent)).toEqual([
      ["firm", 300],
      ["d1", 100],
    ]);
  });

  test("a returned fee → the money of its deposits is unspent again", () => {
    const [a, b] = [fee(400), fee(500)];
    const lots = attributeFees([deposit("d1", 500), a, deposit("d2", 500), feeReturned(a), b]);
    expect([shares(lots, a), shares(lots, b)]).toEqual([[], [["d1", 500]]]);
  });

  test("a deposit reversed in part → its own unspent money goes first", () => {
    const spent = fee(300);
    const lots = attributeFees([
      deposit("d1", 500),
      spent,
      deposit("d2", 500),
      deposit("d1", -200),
    ]);
    expect([shares(lots, spent), unpaid(lots, spent)]).toEqual([[["d1", 300]], 0]);
  });

  test("a deposit reversed while the wallet has other money → that money pays the fee", () => {
    const spent = fee(499);
    const operations = [deposit("d1", 500), spent, deposit("d2", 500), deposit("d1", -500)];
    const lots = attributeFees(operations);
    expect([shares(lots, spent), unpaid(lots, spent)]).toEqual([[["d2", 499]], 0]);
    const restored = attributeFees([...operations, deposit("d1", 500), deposit("d2", -500)]);
    expect([shares(restored, spent), unpaid(restored, spent)]).toEqual([[["d1", 499]], 0]);
  });

  test("a deposit reversed after it was spent → the newest of its fees is unpaid", () => {
    const [older, newer] = [fee(400), fee(400)];
    const lots = attributeFees([deposit("d1", 1000), older, newer, deposit("d1", -500)]);
    expect([unpaid(lots, older), unpaid(lots, newer)]).toEqual([0, 300]);
  });

  test("money that comes in while the wallet owes → pays the oldest unpaid fee", () => {
    const [older, newer] = [fee(400), fee(400)];
    const lots = attributeFees([
      deposit("d1", 800),
      older,
      newer,
      deposit("d1", -800),
      credit(500),
    ]);
    expect([unpaid(lots, older), unpaid(lots, newer)]).toEqual([0, 300]);
    expect(shares(lots, older)).toEqual([["firm", 400]]);
  });
});

/** The random history of a wallet, by the ledger's rules: spending needs a balance, reversals may cause debt. */
function randomLife(seed: number) {
  const random = randomOf(seed);
  const next = (below: number) => Math.floor(random() * below);
  const operations: WalletOperation[] = [];
  const worth = new Map<string, [paid: number, now: number]>();
  let fees: WalletOperation[] = [];
  let net = 0;
  const book = (it: WalletOperation) => {
    operations.push(it);
    net += Number(it.amountCents);
    return it;
  };
  for (let i = 0; i < 40; i += 1) {
    const ids = [...worth.keys()];
    const id = ids[next(ids.length)];
    switch (next(6)) {
      case 0: {
        const amount = 1 + next(1000);
        worth.set(`d${i}`, [amount, amount]);
        book(deposit(`d${i}`, amount));
        break;
      }
      case 1:
      case 2: {
        const amount = 1 + next(500);
        if (net >= amount) fees.push(book(fee(amount)));
        break;
      }
      case 3: {
        const [paid, now] = (id && worth.get(id)) || [0, 0];
        const other = next(paid + 1);
        if (id && other !== now) book(deposit(id, other - now));
        if (id) worth.set(id, [paid, other]);
        break;
      }
      case 4: {
        const returned = fees[next(fees.length)];
        if (returned) book(feeReturned(returned));
        fees = fees.filter((it) => it !== returned);
        break;
      }
      default:
        book(credit(1 + next(200)));
    }
  }
  return { operations, fees, net };
}

test("attributeFees: 500 random wallets → each fee is fully attributed, and the unpaid sum is the debt", () => {
  for (let seed = 1; seed <= 500; seed += 1) {
    const { operations, fees, net } = randomLife(seed);
    const lots = attributeFees(operations);
    const debt = Math.max(0, -net);
    const wrong = fees.filter(
      ({ order, amountCents }) =>
        sharesOf(lots, order).reduce((total, { cents }) => total + cents, 0n) !== -amountCents,
    );
    expect({ seed, wrong }).toEqual({ seed, wrong: [] });
    const free = lots.reduce((sum, it) => sum + it.creditedCents - it.spentCents, 0n);
    expect({ seed, free: Number(free) }).toEqual({ seed, free: net });
    const owed = fees.reduce((total, it) => total + unpaid(lots, it), 0);
    expect({ seed, owed }).toEqual({ seed, owed: debt });
    // As in the ledger: nothing is unspent while the wallet owes.
    if (debt > 0) expect(lots.filter((it) => it.creditedCents > it.spentCents)).toEqual([]);
    // No lot has more spent than it holds, except for the unpaid part.
    for (const lot of lots) {
      const short = [...unpaidOf(lot).values()].reduce((a, b) => a + b, 0n);
      expect(lot.spentCents - short <= lot.creditedCents).toBe(true);
    }
  }
});
