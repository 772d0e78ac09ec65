import { and, desc, eq } from "drizzle-orm";
import { challenges, payments, propAccounts, purchases } from "@/db/schema";
import { boughtProgramSchema } from "@/lib/catalog/schemas";
import {
  type Purchase,
  presentChallenge,
  presentPurchase,
  readPaymentRefunds,
} from "@/lib/challenges";
import { type Context, requireCustomer } from "@/lib/core/context";
import { presentAccounts, propAccountColumns } from "@/lib/prop-accounts";
import { whereAccounts, wherePurchases } from "./filters";
import { mergeNewest } from "./merge-newest";
import type {
  AccountsPage,
  AccountsQuery,
  ListedAccount,
  ListedChallenge,
  PaidWith,
} from "./schemas";

/**
 * The customer's own prop accounts and challenges as one list, newest first, for all means of payment. A purchase that
 * has no challenge, or none yet, is in it too. Takes the same number of statements for any number of rows.
 */
export async function listAccounts(
  ctx: Context,
  { limit, ...query }: AccountsQuery & { limit: number },
): Promise<AccountsPage> {
  const me = requireCustomer(ctx, "accounts:read");
  const [accounts, bought] = await Promise.all([
    ctx.db
      .select({
        account: { ...propAccountColumns, source: propAccounts.source },
        intent: payments.stripePaymentIntentId,
      })
      .from(propAccounts)
      .leftJoin(payments, eq(payments.id, propAccounts.paymentId))
      .where(and(eq(propAccounts.customerId, me.id), whereAccounts(query)))
      .orderBy(desc(propAccounts.id))
      .limit(limit + 1),
    ctx.db
      .select({ purchase: purchases, challenge: challenges })
      .from(purchases)
      .leftJoin(challenges, eq(challenges.purchaseId, purchases.id))
      .where(and(eq(purchases.customerId, me.id), wherePurchases(query)))
      .orderBy(desc(purchases.id))
      .limit(limit + 1),
  ]);
  const views = await presentAccounts(ctx.db, accounts);
  const fromCard = accounts.flatMap(({ account }, i): Row[] => {
    const view = views[i];
    if (!view) return [];
    return [
      {
        createdAt: account.createdAt,
        at: account.id,
        listed: { kind: "prop-account", paidWith: sourceOf(account.source), account: view },
      },
    ];
  });
  const refunds = await readPaymentRefunds(
    ctx.db,
    bought.map(({ purchase }) => purchase),
  );
  const others = bought.map(
    (row): Row => ({
      createdAt: row.purchase.createdAt,
      at: row.purchase.id,
      listed: presentListed(row, refunds),
    }),
  );
  const shown = mergeNewest(fromCard, others, limit);
  return {
    rows: shown.map(({ listed }) => listed),
    nextCursor:
      shown.length < fromCard.length + others.length ? cursorAfter(shown, query.cursor) : null,
  };
}

interface Bought {
  purchase: Purchase;
  challenge: typeof challenges.$inferSelect | null;
}

interface Row {
  createdAt: Date;
  /** The id by which its own list is ordered. */
  at: string | number;
  listed: ListedAccount;
}

/** The position after a page in each of the two lists; where it has no row of one, that of the page before. */
function cursorAfter(shown: Row[], before: AccountsQuery["cursor"]): string {
  const last = (kind: ListedAccount["kind"]) =>
    shown.findLast(({ listed }) => listed.kind === kind)?.at;
  const account = last("prop-account") ?? before?.account ?? "";
  const purchase = last("challenge") ?? before?.purchase ?? "";
  return `${account}~${purchase}`;
}

const sources = { payment: "card", free: "free", grant: "granted" } as const;
const sourceOf = (source: keyof typeof sources): PaidWith => sources[source];

/** A purchase without a fee is of a free program, or an admin granted it. */
function paidWithOf({ paymentId, amountCents, freeRunning }: Purchase): PaidWith {
  if (paymentId !== null) return "card";
  if (amountCents > 0n) return "wallet";
  return freeRunning === null ? "granted" : "free";
}

function presentListed(
  { purchase, challenge }: Bought,
  refunds: Awaited<ReturnType<typeof readPaymentRefunds>>,
): ListedChallenge {
  const { steps } = boughtProgramSchema.parse(purchase.program);
  const [first] = steps;
  return {
    kind: "challenge",
    paidWith: paidWithOf(purchase),
    purchase: presentPurchase(purchase, refunds),
    challenge: challenge && presentChallenge(challenge),
    phases: steps.map(({ phase_type }) => ({ phase_type })),
    size: first?.initial_balance ?? 0,
    currency: first?.currency ?? purchase.accountCurrency.toUpperCase(),
  };
}
