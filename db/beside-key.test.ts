import { and, eq, inArray, type SQL } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { openIntentStatuses } from "@/lib/payments/facts/derive-status";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { besideKey } from "./beside-key";
import { payments } from "./schema";

async function fill(from: number, to: number, status: string, publicId: string) {
  await sql(
    `insert into payments (id, customer_id, kind, tier_id, market, asset_class, account_size, amount_cents, currency, livemode,
       reusable, intent_status, terms_version, consent_ip, consent_user_agent)
     select 'pay_' || n, id, 'challenge', 'tier_25k', 'crypto', 'crypto', 25000, 19900, 'usd', false, false, $3, '1', '', ''
     from customers, generate_series($1::int, $2::int) n where public_id = $4`,
    [from, to, status, publicId],
  );
}
beforeAll(async () => {
  const { publicId } = await newCustomer();
  await fill(1, 1_000, "canceled", publicId);
  await sql("analyze payments");
  // The statistics don't include these yet.
  await fill(1_001, 1_500, "requires_payment_method", publicId);
});

async function planOf(isOpen: SQL): Promise<string> {
  const query = database()
    .select()
    .from(payments)
    .where(and(eq(payments.id, "pay_1200"), isOpen))
    .toSQL();
  const { rows } = await sql(`explain ${query.sql}`, query.params);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}

test("besideKey: statistics that favour a partial index → the row is found by its key", async () => {
  expect(await planOf(inArray(payments.intentStatus, [...openIntentStatuses]))).toContain(
    "payments_unsettled",
  );
  expect(
    await planOf(inArray(besideKey(payments.intentStatus), [...openIntentStatuses])),
  ).toContain("payments_pkey");
});
