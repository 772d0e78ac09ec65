import { and, eq, sql } from "drizzle-orm";
import { batched } from "@/db/batch";
import { once } from "@/db/prepare";
import { payments, propAccounts } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { isIdOf } from "@/lib/ids";
import { columns, presentAccount } from "./present";
import type { PropAccountView } from "./schemas";

const given = sql.placeholder;
const accounts = once((db) =>
  db
    .select({ account: columns, intent: payments.stripePaymentIntentId })
    .from(
      sql`unnest(${given("ids")}::text[], ${given("customers")}::int[]) with ordinality as asked (id, customer, place)`,
    )
    .leftJoin(
      propAccounts,
      and(sql`${propAccounts.id} = asked.id`, sql`${propAccounts.customerId} = asked.customer`),
    )
    .leftJoin(payments, eq(payments.id, propAccounts.paymentId))
    .orderBy(sql`asked.place`)
    .prepare("prop-accounts-by-id"),
);
type Found = Awaited<ReturnType<ReturnType<typeof accounts>["execute"]>>[number];

const find = batched<{ id: string; customer: number }, Found>((db, asked) =>
  accounts(db).execute({
    ids: asked.map(({ id }) => id),
    customers: asked.map(({ customer }) => customer),
  }),
);

/** One of the customer's own accounts. Throws NOT_FOUND. */
export async function getPropAccount(ctx: Context, id: string): Promise<PropAccountView> {
  const me = requireCustomer(ctx, "accounts:read");
  // What the database couldn't even read must not fail those who ask at the same moment.
  if (!isIdOf("prop", id)) throw notFound("prop account");
  const { account, intent } = await find(ctx.db, { id, customer: me.id });
  if (!account) throw notFound("prop account");
  return presentAccount(account, intent);
}
