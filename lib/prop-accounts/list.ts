import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { batched } from "@/db/batch";
import { once } from "@/db/prepare";
import { payments, propAccounts } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/core/context";
import type { PageInput } from "@/lib/http/page-query";
import { page } from "@/lib/http/pagination";
import { columns, presentAccounts } from "./present";

const param = sql.placeholder;
const row = { account: columns, intent: payments.stripePaymentIntentId };
const isItsPayment = eq(payments.id, propAccounts.paymentId);

/** The statement of a list with these filters. Each combination is prepared by itself, for a plan of its own. */
const prepareList = (filters: SQL[], name: string) =>
  once((db) =>
    db
      .select(row)
      .from(propAccounts)
      .leftJoin(payments, isItsPayment)
      .where(and(eq(propAccounts.customerId, param("customer")), ...filters))
      .orderBy(desc(propAccounts.id))
      .limit(param("limit"))
      .prepare(name),
  );
const ofPayment = eq(propAccounts.paymentId, param("payment_id"));
const afterCursor = lt(propAccounts.id, param("cursor"));
const lists = {
  after: prepareList([afterCursor], "prop-accounts-after"),
  ofPayment: prepareList([ofPayment], "prop-accounts-of-payment"),
  ofPaymentAfter: prepareList([ofPayment, afterCursor], "prop-accounts-of-payment-after"),
};
type Row = Awaited<ReturnType<ReturnType<typeof lists.after>["execute"]>>[number];

const firstPages = once((db) => {
  const newest = db
    .select({ id: propAccounts.id })
    .from(propAccounts)
    .where(sql`${propAccounts.customerId} = requested.customer`)
    .orderBy(desc(propAccounts.id))
    .limit(param("limit"))
    .as("newest");
  return db
    .select({ place: sql<number>`requested.place::int`, ...row })
    .from(sql`unnest(${param("customers")}::int[]) with ordinality as requested (customer, place)`)
    .innerJoinLateral(newest, sql`true`)
    .innerJoin(propAccounts, eq(propAccounts.id, newest.id))
    .leftJoin(payments, isItsPayment)
    .orderBy(sql`requested.place`, desc(propAccounts.id))
    .prepare("first-pages-of-prop-accounts");
});

/** The first page of each customer's list, in one statement for all concurrent requests: dashboards poll it. */
const findFirstPage = batched<{ customer: number; limit: number }, Row[]>(async (db, requests) => {
  const rows = await firstPages(db).execute({
    customers: requests.map(({ customer }) => customer),
    limit: Math.max(...requests.map(({ limit }) => limit)),
  });
  const pages = requests.map((): Row[] => []);
  for (const { place, ...row } of rows) pages[place - 1]?.push(row);
  return pages.map((page, at) => page.slice(0, requests[at]?.limit));
});

/** The customer's own accounts, newest first; only those of one payment with `payment_id`. */
export async function listPropAccounts(
  ctx: Context,
  { payment_id, cursor, limit }: PageInput & { payment_id?: string | undefined },
) {
  const { id: customer } = requireCustomer(ctx, "accounts:read");
  const values = { customer, payment_id, cursor, limit: limit + 1 };
  const listOfPayment = cursor ? lists.ofPaymentAfter : lists.ofPayment;
  const rows = payment_id
    ? await listOfPayment(ctx.db).execute(values)
    : cursor
      ? await lists.after(ctx.db).execute(values)
      : await findFirstPage(ctx.db, values);
  return page(await presentAccounts(ctx.db, rows), limit);
}
