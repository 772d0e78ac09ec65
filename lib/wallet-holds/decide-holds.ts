import type { Shortage } from "@/lib/challenges";
import type { TakenBack } from "@/lib/payments";
import { attributeFees, unpaidOf, type WalletOperation } from "./attribute-fees";

interface Wallet {
  /** In the order in which they were booked. */
  operations: readonly WalletOperation[];
  /** What was taken back of each deposit, by its payment. */
  taken: ReadonlyMap<string, TakenBack>;
  /** The orders of the fees of challenges that run. */
  running: readonly number[];
  /** Those of fees that are on their way back into the wallet. */
  returning: readonly number[];
}

/** How much of a fee isn't paid for, and the deposits that lack it. */
interface Lack {
  cents: bigint;
  paymentIds: string[];
}

/**
 * Which running challenges are suspended or ended, and why, by the order of their fee. Of those that the
 * deposits which were taken back had paid for it is as many as it takes for their fees to cover what the
 * wallet owes: those that lack most first, of equals the newest. Ended are those that would lack money
 * even if all open disputes were won.
 */
export function decideHolds(wallet: Wallet): Map<number, Shortage> {
  const { operations, taken } = wallet;
  const decided = new Map<number, Shortage>();
  const booked = [...operations, ...wallet.returning.map((order) => returnOf(operations, order))];
  const won = [...taken].map(([id, { openCents }]) => restoreOf(id, openCents));
  const allWon = [...won, ...[...taken].map(([id, { lostCents }]) => restoreOf(id, lostCents))];
  const decide = (
    before: WalletOperation[],
    after: WalletOperation[] | null,
    cause: Shortage["cause"],
    has: (taken: TakenBack) => bigint,
  ) => {
    for (;;) {
      const now = lacksIn([...booked, ...before]);
      const then = after && lacksIn([...booked, ...after]);
      const [first] = wallet.running
        .flatMap((order) => {
          const lack = now.get(order);
          if (!lack || decided.has(order)) return [];
          if (then && lack.cents <= (then.get(order)?.cents ?? 0n)) return [];
          const paymentId = lack.paymentIds.find((id) => has(taken.get(id) ?? nothing) > 0n);
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
  // What a won dispute or a failed refund still lacks is on its way back: nobody waits for that here.
  decide([], null, "deposit_refunded", ({ refundedCents }) => refundedCents);
  return decided;
}

const nothing: TakenBack = { openCents: 0n, lostCents: 0n, refundedCents: 0n };

const LAST = Number.MAX_SAFE_INTEGER;

/** What a fee would be returned with. */
function returnOf(operations: readonly WalletOperation[], reverses: number): WalletOperation {
  const fee = operations.find(({ order }) => order === reverses);
  const amountCents = -(fee?.amountCents ?? 0n);
  return { order: LAST, amountCents, reason: "TR_REASON_PROP", apiData: {}, reverses };
}

/** What a deposit would be put back with. */
const restoreOf = (payment_id: string, amountCents: bigint): WalletOperation => ({
  order: LAST,
  amountCents,
  reason: "TR_REASON_DEPOSIT",
  apiData: { payment_id },
  reverses: null,
});

/** What each operation lacks, by its order; the deposit that lacks most first. */
function lacksIn(operations: readonly WalletOperation[]): Map<number, Lack> {
  const parts = attributeFees(operations).flatMap((lot) =>
    [...unpaidOf(lot)].map(([order, cents]) => ({ order, cents, paymentId: lot.paymentId })),
  );
  const lacks = new Map<number, Lack>();
  for (const { order, cents, paymentId } of parts.sort((a, b) => Number(b.cents - a.cents))) {
    const known = lacks.get(order) ?? { cents: 0n, paymentIds: [] };
    const paymentIds = [...known.paymentIds, ...(paymentId === null ? [] : [paymentId])];
    lacks.set(order, { cents: known.cents + cents, paymentIds });
  }
  return lacks;
}
