import { and, eq, sql } from "drizzle-orm";
import { batched } from "@/db/batch";
import { once } from "@/db/prepare";
import { payments, propAccounts } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { isIdOf } from "@/lib/core/ids";
import { columns, presentAccounts } from "./present";
import type { PropAccountView } from "./schemas";

const param = sql.placeholder;
const selectAccounts = once((db) =>
  db
    .select({ account: columns, intent: payments.stripePaymentIntentId })
    .from(
      sql`unnest(${param("ids")}::text[], ${param("customers")}::int[]) with ordinality as requested (id, customer, place)`,
    )
    .leftJoin(
      propAccounts,
      and(
        sql`${propAccounts.id} = requested.id`,
        sql`${propAccounts.customerId} = requested.customer`,
      ),
    )
    .leftJoin(payments, eq(payments.id, propAccounts.paymentId))
    .orderBy(sql`requested.place`)
    .prepare("prop-accounts-by-id"),
);
type Row = Awaited<ReturnType<ReturnType<typeof selectAccounts>["execute"]>>[number];

const findAccount = batched<{ id: string; customer: number }, Row>((db, requests) =>
  selectAccounts(db).execute({
    ids: requests.map(({ id }) => id),
    customers: requests.map(({ customer }) => customer),
  }),
);

/** One of the customer's own accounts. Throws NOT_FOUND. */
export async function getPropAccount(ctx: Context, id: string): Promise<PropAccountView> {
  const me = requireCustomer(ctx, "accounts:read");
  // An id that the database can't read would fail the other reads of its batch.
  if (!isIdOf("prop", id)) throw notFound("prop account");
  const { account, intent } = await findAccount(ctx.db, { id, customer: me.id });
  if (!account) throw notFound("prop account");
  const [view] = await presentAccounts(ctx.db, [{ account, intent }]);
  if (!view) throw notFound("prop account");
  return view;
}
