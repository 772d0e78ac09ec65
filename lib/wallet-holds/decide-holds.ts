import type { Shortage } from "@/lib/challenges";
import type { ReversedAmounts } from "@/lib/payments";
import { attributeFees, unpaidOf, type WalletOperation } from "./attribute-fees";

interface Wallet {
  /** In the order in which they were booked. */
  operations: readonly WalletOperation[];
  /** What was reversed of each deposit, by its payment. */
  reversed: ReadonlyMap<string, ReversedAmounts>;
  /** The orders of the fees of running challenges. */
  running: readonly number[];
  /** The orders of fees that are being returned to the wallet. */
  returning: readonly number[];
}

/** The unpaid part of a fee, and the deposits that should have paid it. */
interface Lack {
  cents: bigint;
  paymentIds: string[];
}

/**
 * Which running challenges are suspended or ended, and why, by the order of their fee. Candidates are the
 * challenges that reversed deposits paid for; as many are chosen as it takes for their fees to cover what the
 * wallet owes: those with the largest unpaid part first, of equals the newest. A challenge ends if its fee would
 * be unpaid even if all open disputes were won.
 */
export function decideHolds(wallet: Wallet): Map<number, Shortage> {
  const { operations, reversed } = wallet;
  const decided = new Map<number, Shortage>();
  const booked = [...operations, ...wallet.returning.map((order) => returnOf(operations, order))];
  const won = [...reversed].map(([id, { openCents }]) => restoreOf(id, openCents));
  const allWon = [...won, ...[...reversed].map(([id, { lostCents }]) => restoreOf(id, lostCents))];
  const decide = (
    before: WalletOperation[],
    after: WalletOperation[] | null,
    cause: Shortage["cause"],
    has: (reversed: ReversedAmounts) => bigint,
  ) => {
    for (;;) {
      const now = lacksIn([...booked, ...before]);
      const then = after && lacksIn([...booked, ...after]);
      const [first] = wallet.running
        .flatMap((order) => {
          const lack = now.get(order);
          if (!lack || decided.has(order)) return [];
          if (then && lack.cents <= (then.get(order)?.cents ?? 0n)) return [];
          const paymentId = lack.paymentIds.find((id) => has(reversed.get(id) ?? nothing) > 0n);
          return paymentId === undefined ? [] : [{ order, paymentId, cents: lack.cents }];
        })
        .sort((a, b) => (a.cents === b.cents ? b.order - a.order : a.cents < b.cents ? 1 : -1));
      if (!first) return;
      decided.set(first.order, { cause, paymentId: first.paymentId });
      booked.push(returnOf(operations, first.order));
    }
  };
  decide(won, allWon, "dispute_lost", ({ lostCents }) => lostCents);
  decide([], won, "deposit_disputed", ({ openCents }) => openCents);
  // The rest is unpaid by a won dispute or a failed refund, whose money is being returned: it suspends nothing.
  decide([], null, "deposit_refunded", ({ refundedCents }) => refundedCents);
  return decided;
}

const nothing: ReversedAmounts = { openCents: 0n, lostCents: 0n, refundedCents: 0n };

const LAST = Number.MAX_SAFE_INTEGER;

/** The operation that would return a fee. */
function returnOf(operations: readonly WalletOperation[], reverses: number): WalletOperation {
  const fee = operations.find(({ order }) => order === reverses);
  const amountCents = -(fee?.amountCents ?? 0n);
  return { order: LAST, amountCents, reason: "TR_REASON_PROP", apiData: {}, reverses };
}

/** The operation that would restore a deposit. */
const restoreOf = (payment_id: string, amountCents: bigint): WalletOperation => ({
  order: LAST,
  amountCents,
  reason: "TR_REASON_DEPOSIT",
  apiData: { payment_id },
  reverses: null,
});

/** The unpaid part of each operation, by its order; the deposit with the largest part first. */
function lacksIn(operations: readonly WalletOperation[]): Map<number, Lack> {
  const parts = attributeFees(operations).flatMap((lot) =>
    [...unpaidOf(lot)].map(([order, cents]) => ({ order, cents, paymentId: lot.paymentId })),
  );
  const lacks = new Map<number, Lack>();
  for (const { order, cents, paymentId } of parts.sort((a, b) => Number(b.cents - a.cents))) {
    const lack = lacks.get(order) ?? { cents: 0n, paymentIds: [] };
    const paymentIds = [...lack.paymentIds, ...(paymentId === null ? [] : [paymentId])];
    lacks.set(order, { cents: lack.cents + cents, paymentIds });
  }
  return lacks;
}
