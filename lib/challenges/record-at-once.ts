import { eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { once } from "@/db/prepare";
import { challenges, purchases } from "@/db/schema";
import { programStatus, writings } from "@/lib/catalog";
import { booked, reserve } from "@/lib/trading";
import { isHeard } from "@/lib/webhooks";
import { isWithinFreeLimit } from "./free-limit";
import type { Challenge } from "./present";
import type { Purchase } from "./purchase-status";
import { mailOfChallenge } from "./record-challenge";
import { purchaseStatus } from "./schemas";

const given = sql.placeholder;

const customer = sql`${given("customer")}::int`;
const program = sql`${given("program")}::int`;

/** The first attempt's request key of a step, and what is kept beside its movement: see run.ts. */
const asked = (step: string, comment: string, login: SQL) => ({
  key: sql`purchases.id || ${`:${step}:1`}::text`,
  data: sql`${given("data")}::jsonb || jsonb_build_object('purchase_id', purchases.id, 'operation', ${comment}::text, 'challenge_login', ${login})`,
  comment: sql`${comment}::text`,
});
const fee = asked("fee", "PROP_CHALLENGE_PURCHASE", sql`null`);
const balance = asked("initial_balance", "PROP_CHALLENGE_INITIAL_BALANCE", sql`sale.login`);

/** What is sold, and everything that comes of it. Each part reads those before it. */
const parts = (): Record<string, SQL> => ({
  ...reserve(sql`
    exists (
      select from programs where id = ${given("program")} and ${writings} = ${given("written")} and status = ${programStatus.active}
        and price_cents = ${given("price")} and price_currency = ${given("currency")}
        and (price_cents > 0 or (${isWithinFreeLimit(customer, program)})))
    and not exists (select from purchases where customer_id = ${given("customer")} and idempotency_key = ${given("key")})
    and (${given("tells")}::boolean or not ${isHeard("challenge.purchased", sql`${given("customer")}`)})`),
  // Named as the tables, so that what reads them reads what this statement makes.
  purchases: sql`
    insert into purchases (customer_id, program_id, program, payer_login, amount_cents, currency, account_amount_cents, account_group, account_currency, initial_balance_cents, idempotency_key,
      free_running, status, fee_requested_at, payment_order, account_login, initial_balance_order, terms_version, consent_ip, consent_user_agent)
    select customer_id, ${given("program")}, ${given("rules")}::jsonb, payer_login, ${given("price")}, currency, ${given("price")}, group_name, group_currency, ${given("deposit")}, ${given("key")},
      case when ${given("price")}::bigint = 0 then true end, ${purchaseStatus.active}, case when fee_order is not null then now() end, fee_order, login, deposit_order, ${given("terms")}, ${given("ip")}, ${given("agent")}
    from sale
    on conflict (customer_id, idempotency_key) do nothing
    returning *`,
  sold: sql`
    select sale.*, ${fee.key} as fee_key, ${fee.comment} as fee_comment, ${fee.data} as fee_data, purchases.id || ':account:1' as account_key,
      ${balance.key} as deposit_key, ${balance.comment} as deposit_comment, ${balance.data} as deposit_data
    from sale, purchases`,
  ...booked,
  challenges: sql`
    insert into challenges (purchase_id, program_id, customer_id, account_login)
    select id, program_id, customer_id, account_login from purchases
    returning *`,
  phase: sql`
    insert into challenge_phases (challenge_id, phase_index, account_login)
    select id, 1, account_login from challenges`,
  letter: mailOfChallenge(),
});

// The rules are known to whoever asks: they needn't come back.
const { program: _, ...columns } = getTableColumns(purchases);
type Recorded = { purchase: Omit<Purchase, "program">; challenge: Challenge };

const statement = once((db) =>
  db
    .with(...Object.entries(parts()).map(([name, part]) => db.$with(name, {}).as(part)))
    .select({ purchase: columns, challenge: challenges })
    .from(purchases)
    .innerJoin(challenges, eq(challenges.purchaseId, purchases.id))
    .prepare("buy-at-once"),
);

/**
 * Records a purchase with all that it makes as what it is at its end, active, in one statement; null where
 * anything is other than its values say. Its program is the one that was given. Throws what the database
 * refuses.
 */
export async function recordAtOnce(
  db: Executor,
  values: Record<string, unknown>,
): Promise<Recorded | null> {
  const [row] = await statement(db).execute(values);
  return row ?? null;
}
