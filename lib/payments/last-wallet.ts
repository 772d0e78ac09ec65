import { sql } from "drizzle-orm";
import { payments, purchases } from "@/db/schema";
import { type Context, requireCustomer } from "@/lib/core/context";

/** The login of the wallet that the customer last paid from, or whose payment last came through it; null for none. */
export async function lastUsedWallet(ctx: Context): Promise<number | null> {
  const { id } = requireCustomer(ctx, "accounts:read");
  const { rows } = await ctx.db.execute<{ login: number }>(sql`
    select login from (
      (select payer_login as login, created_at as at from ${purchases}
        where customer_id = ${id} and amount_cents > 0 order by id desc limit 1)
      union all
      (select deposit_login, paid_at from ${payments}
        where customer_id = ${id} and deposit_login is not null and paid_at is not null order by id desc limit 1)
    ) used order by at desc limit 1`);
  return rows[0]?.login ?? null;
}
