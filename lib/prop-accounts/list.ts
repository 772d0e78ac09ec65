import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { batched } from "@/db/batch";
import { once } from "@/db/prepare";
import { payments, propAccounts } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/context";
import type { PageInput } from "@/lib/http/page-query";
import { page } from "@/lib/http/pagination";
import { columns, presentAccount } from "./present";

const given = sql.placeholder;
const row = { account: columns, intent: payments.stripePaymentIntentId };
const hasPaid = eq(payments.id, propAccounts.paymentId);

/** A list's statement: each of these filters is one more condition, and has a plan of its own. */
const listOf = (filters: SQL[], name: string) =>
  once((db) =>
    db
      .select(row)
      .from(propAccounts)
      .leftJoin(payments, hasPaid)
      .where(and(eq(propAccounts.customerId, given("customer")), ...filters))
      .orderBy(desc(propAccounts.id))
      .limit(given("limit"))
      .prepare(name),
  );
const ofPayment = eq(propAccounts.paymentId, given("payment_id"));
const afterCursor = lt(propAccounts.id, given("cursor"));
const lists = {
  after: listOf([afterCursor], "prop-accounts-after"),
  ofPayment: listOf([ofPayment], "prop-accounts-of-payment"),
  ofPaymentAfter: listOf([ofPayment, afterCursor], "prop-accounts-of-payment-after"),
};
type Row = Awaited<ReturnType<ReturnType<typeof lists.after>["execute"]>>[number];

const firstPages = once((db) => {
  const newest = db
    .select({ id: propAccounts.id })
    .from(propAccounts)
    .where(sql`${propAccounts.customerId} = asked.customer`)
    .orderBy(desc(propAccounts.id))
    .limit(given("limit"))
    .as("newest");
  return db
    .select({ place: sql<number>`asked.place::int`, ...row })
    .from(sql`unnest(${given("customers")}::int[]) with ordinality as asked (customer, place)`)
    .innerJoinLateral(newest, sql`true`)
    .innerJoin(propAccounts, eq(propAccounts.id, newest.id))
    .leftJoin(payments, hasPaid)
    .orderBy(sql`asked.place`, desc(propAccounts.id))
    .prepare("first-pages-of-prop-accounts");
});

/** The newest of each customer who asks, so many of each: what a dashboard asks for again and again. */
const newestOf = batched<{ customer: number; limit: number }, Row[]>(async (db, asked) => {
  const rows = await firstPages(db).execute({
    customers: asked.map(({ customer }) => customer),
    limit: Math.max(...asked.map(({ limit }) => limit)),
  });
  const pages = asked.map((): Row[] => []);
  for (const { place, ...found } of rows) pages[place - 1]?.push(found);
  return pages.map((theirs, at) => theirs.slice(0, asked[at]?.limit));
});

/** The customer's own accounts, newest first; of one payment where `paymentId` is given. */
export async function listPropAccounts(
  ctx: Context,
  { payment_id, cursor, limit }: PageInput & { payment_id?: string | undefined },
) {
  const { id: customer } = requireCustomer(ctx, "accounts:read");
  const asked = { customer, payment_id, cursor, limit: limit + 1 };
  const filtered = cursor ? lists.ofPaymentAfter : lists.ofPayment;
  const found = payment_id
    ? await filtered(ctx.db).execute(asked)
    : cursor
      ? await lists.after(ctx.db).execute(asked)
      : await newestOf(ctx.db, asked);
  return page(
    found.map(({ account, intent }) => presentAccount(account, intent)),
    limit,
  );
}
