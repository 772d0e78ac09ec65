import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { payments, propAccounts } from "@/db/schema";
import { readTerms } from "@/lib/catalog";
import { type Context, requireCustomer } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { PageInput } from "@/lib/http/page-query";
import { page } from "@/lib/http/pagination";
import type { PropAccountView } from "./schemas";

const columns = {
  id: propAccounts.id,
  tierId: propAccounts.tierId,
  market: propAccounts.market,
  assetClass: propAccounts.assetClass,
  accountSize: propAccounts.accountSize,
  tierTerms: propAccounts.tierTerms,
  status: propAccounts.status,
  closedReason: propAccounts.closedReason,
  disputeHold: propAccounts.disputeHold,
  subaccountId: propAccounts.subaccountId,
  subaccountUuid: propAccounts.subaccountUuid,
  syntheticHotkey: propAccounts.syntheticHotkey,
  paymentId: propAccounts.paymentId,
  createdAt: propAccounts.createdAt,
  activatedAt: propAccounts.activatedAt,
};
type Row = Pick<typeof propAccounts.$inferSelect, keyof typeof columns>;

/** A prop account as the API gives it. */
export function presentAccount(row: Row, stripePaymentIntentId: string | null): PropAccountView {
  const active = row.activatedAt !== null;
  return {
    id: row.id,
    tier_id: row.tierId,
    market: row.market,
    asset_class: row.assetClass,
    account_size: row.accountSize,
    tier_terms: readTerms(row.tierTerms),
    status: row.status,
    status_reason: reasonOf(row),
    subaccount_id: active ? row.subaccountId : null,
    subaccount_uuid: active ? row.subaccountUuid : null,
    synthetic_hotkey: active ? row.syntheticHotkey : null,
    stripe_payment_intent_id: stripePaymentIntentId,
    payment_id: row.paymentId,
    created_at: row.createdAt.toISOString(),
    activated_at: row.activatedAt?.toISOString() ?? null,
  };
}

/** Why it is suspended or closed, as far as it is its customer's to know. */
function reasonOf({ status, closedReason, disputeHold }: Row): PropAccountView["status_reason"] {
  if (status === "suspended") return disputeHold ? "dispute" : "by_firm";
  if (status !== "closed") return null;
  return closedReason === "refunded" || closedReason === "dispute_lost" ? closedReason : "by_firm";
}

const given = sql.placeholder;
const accounts = (db: Executor) =>
  db
    .select({ account: columns, intent: payments.stripePaymentIntentId })
    .from(propAccounts)
    .leftJoin(payments, eq(payments.id, propAccounts.paymentId));

/** A list's statement: each of these filters is one more condition, and has a plan of its own. */
const listOf = (filters: SQL[], name: string) =>
  once((db) =>
    accounts(db)
      .where(and(eq(propAccounts.customerId, given("customer")), ...filters))
      .orderBy(desc(propAccounts.id))
      .limit(given("limit"))
      .prepare(name),
  );
const ofPayment = eq(propAccounts.paymentId, given("payment_id"));
const afterCursor = lt(propAccounts.id, given("cursor"));
const lists = {
  all: listOf([], "prop-accounts"),
  after: listOf([afterCursor], "prop-accounts-after"),
  ofPayment: listOf([ofPayment], "prop-accounts-of-payment"),
  ofPaymentAfter: listOf([ofPayment, afterCursor], "prop-accounts-of-payment-after"),
};

/** The customer's own accounts, newest first; of one payment where `paymentId` is given. */
export async function listPropAccounts(
  ctx: Context,
  { payment_id, cursor, limit }: PageInput & { payment_id?: string | undefined },
) {
  const { id: customer } = requireCustomer(ctx, "accounts:read");
  const unfiltered = cursor ? lists.after : lists.all;
  const filtered = cursor ? lists.ofPaymentAfter : lists.ofPayment;
  const found = await (payment_id ? filtered : unfiltered)(ctx.db).execute({
    customer,
    payment_id,
    cursor,
    limit: limit + 1,
  });
  return page(
    found.map(({ account, intent }) => presentAccount(account, intent)),
    limit,
  );
}

const accountById = once((db) =>
  accounts(db)
    .where(and(eq(propAccounts.id, given("id")), eq(propAccounts.customerId, given("customer"))))
    .prepare("prop-account-by-id"),
);

/** One of the customer's own accounts. Throws NOT_FOUND. */
export async function getPropAccount(ctx: Context, id: string): Promise<PropAccountView> {
  const me = requireCustomer(ctx, "accounts:read");
  const [found] = await accountById(ctx.db).execute({ id, customer: me.id });
  if (!found) throw notFound("prop account");
  return presentAccount(found.account, found.intent);
}
