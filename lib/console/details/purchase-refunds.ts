import { asc, eq } from "drizzle-orm";
import { moneyRequests, paymentRefunds, payments, type purchases } from "@/db/schema";
import { readPurchaseRefund } from "@/lib/actions";
import { purchaseStatus } from "@/lib/challenges/schemas";
import { type Card, cardLabel } from "@/lib/core/card-label";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { shortDate } from "@/lib/core/format";
import { formatMoney } from "@/lib/core/money";
import { hasRefundFailed } from "@/lib/core/stripe-status";
import { tradingServer, withTimeout } from "@/lib/trading";
import type { DetailStep, Fact, OfferedAction } from "../schemas";
import { idFact, status, step, text } from "./detail";

type Purchase = typeof purchases.$inferSelect;

/** The refunds of a purchase's fee to cards: what the page shows of them. */
interface CardRefunds {
  facts: Fact[];
  steps: DetailStep[];
  /** What they wait for, or what hinders them and what to do; null if there is nothing to say. */
  notice: string | null;
}

/** Reads the refunds of a purchase's fee to cards, oldest first. */
export async function readCardRefunds({ db }: Context, purchase: Purchase): Promise<CardRefunds> {
  const rows = await db
    .select({
      request: moneyRequests,
      brand: payments.cardBrand,
      last4: payments.cardLast4,
      refundStatus: paymentRefunds.status,
    })
    .from(moneyRequests)
    .innerJoin(payments, eq(payments.id, moneyRequests.paymentId))
    .leftJoin(paymentRefunds, eq(paymentRefunds.id, moneyRequests.stripeRefundId))
    .where(eq(moneyRequests.purchaseId, purchase.id))
    .orderBy(asc(moneyRequests.id));
  const refunds = rows.map(({ request, brand, last4, refundStatus }) => ({
    ...request,
    state: stateOf(request.status, refundStatus),
    name: `${formatMoney(request.amountCents, request.currency)} to ${cardName(brand !== null && last4 !== null ? { brand, last4 } : null)}`,
  }));
  return {
    facts: refunds.flatMap(({ name, state, paymentId, problem }) => [
      status(name, state),
      text("Reason", problem),
      idFact("Top-up", paymentId),
    ]),
    steps: refunds.flatMap(({ id, name, state, paymentId, settledAt, problem, stripeRefundId }) =>
      settledAt === null
        ? []
        : [
            step(settledAt, `Refund of ${name}`, "Stripe", {
              id,
              status: state,
              notes: problem ? [problem] : [],
              evidence: stripeRefundId ? [stripeRefundId] : [],
              ids: [{ label: "top-up", id: paymentId ?? "", list: "payments" }],
            }),
          ],
    ),
    notice: noticeOf(purchase, refunds),
  };
}

type State =
  | "card_refund_requested"
  | "card_refund_pending"
  | "card_refund_sent"
  | "card_refund_rejected"
  | "refunded"
  | "refund_failed"
  | "refund_canceled";

/** How far a refund is, from its request and its status at Stripe. */
function stateOf(
  request: (typeof moneyRequests.$inferSelect)["status"],
  refund: string | null,
): State {
  if (request === "waiting") return "card_refund_requested";
  if (request === "pending") return "card_refund_pending";
  if (request !== "done") return "card_refund_rejected";
  if (refund === null) return "card_refund_sent";
  if (refund === "succeeded") return "refunded";
  if (!hasRefundFailed({ status: refund })) return "card_refund_sent";
  return refund === "canceled" ? "refund_canceled" : "refund_failed";
}

const cardName = (card: Card | null) => (card ? cardLabel(card) : "the payment method");

interface Refund {
  state: State;
  name: string;
  amountCents: bigint;
  problem: string | null;
}

function noticeOf(purchase: Purchase, refunds: Refund[]): string | null {
  const { payerLogin: login, accountAmountCents } = purchase;
  const of = (state: State) => refunds.find((it) => it.state === state);
  const requested = of("card_refund_requested");
  if (requested) {
    return `Refund of ${requested.name}: requested. It's sent to Stripe once the fee is back in wallet ${login}.`;
  }
  const pending = of("card_refund_pending");
  if (pending) {
    return `Refund of ${pending.name}: the fee is back in wallet ${login}, and the refund is being sent to Stripe.`;
  }
  const failed = of("refund_failed") ?? of("refund_canceled");
  if (failed) {
    return `Refund of ${failed.name}: it ${failed.state === "refund_failed" ? "failed" : "was canceled"}, and the money is back in wallet ${login}. Ask the customer how to pay it out; the top-up's page has the details.`;
  }
  const sent = refunds
    .filter(({ state }) => state !== "card_refund_rejected")
    .reduce((sum, { amountCents }) => sum + amountCents, 0n);
  const rejected = sent < accountAmountCents ? of("card_refund_rejected") : undefined;
  return rejected
    ? `Refund of ${rejected.name}: not sent. ${rejected.problem} If the page offers “Refund to card”, it can be refunded by another top-up. Otherwise pay it out another way and debit wallet ${login}.`
    : null;
}

/**
 * The refund of a purchase's fee to the card: with its cancellation, or alone if it was canceled before and the money is
 * still in the wallet. Where it isn't possible, it says why.
 */
export async function refundToCard(ctx: Context, purchase: Purchase): Promise<OfferedAction[]> {
  const { id, currency, payerLogin: login } = purchase;
  const possible = await readPurchaseRefund(ctx.db, purchase);
  if (!possible) return [];
  const { cents, refunds, problem } = possible;
  const isCanceled = purchase.status === purchaseStatus.refunded;
  if (isCanceled && (problem !== null || !(await isInWallet(ctx, login, cents)))) return [];
  return [
    {
      action: "purchase.refund_to_card",
      input: {
        id,
        refunds: refunds.map((it) => ({
          payment_id: it.paymentId,
          amount_cents: Number(it.cents),
        })),
      },
      refund: { cents: Number(cents), currency, login, isCanceled },
      ...(problem === null ? { lines: refunds.map((it) => lineOf(it, currency)) } : { problem }),
    },
  ];
}

const lineOf = (it: { cents: bigint; card: Card | null; paidAt: Date }, currency: string) =>
  `${formatMoney(it.cents, currency)} to ${cardName(it.card)} (top-up of ${shortDate(it.paidAt, "UTC")})`;

/** Whether a wallet still has an amount; false while the trading server is unavailable. */
async function isInWallet(ctx: Context, login: number, cents: bigint): Promise<boolean> {
  try {
    const wallet = await withTimeout(() => tradingServer(ctx.db).getAccount(login));
    return (wallet?.balanceCents ?? 0n) >= cents;
  } catch (error) {
    if (error instanceof AppError && error.code === "UNAVAILABLE") return false;
    throw error;
  }
}
