import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newCustomer } from "@/testing/actors/customer";
import { copyProgram } from "@/testing/catalog/own-program";
import { runAllJobs } from "@/testing/database/jobs";
import { ledgerProblems } from "@/testing/database/ledger";
import { sql } from "@/testing/database/sql";
import { newBuyer, type Thing } from "@/testing/stripe/buyer";
import { cancelStalePayments } from "../cancel-stale";
import { reconcile } from "../reconcile/reconcile";
import { stripe } from "../stripe";

const RUNS = Number(process.env.PAID_ONCE_RUNS ?? 40);

let me: Awaited<ReturnType<typeof newCustomer>>;
beforeAll(async () => {
  me = await newCustomer();
});

let things = 0;
/** An item that has no payments yet: a tier or a wallet of its own. */
async function newThing(kind: Thing["kind"]): Promise<Thing> {
  things += 1;
  if (kind === "deposit") {
    const { rows } = await sql(
      "insert into trading_accounts (login, customer_id, purpose, group_name, account_mode, currency, leverage, enabled, request_key) select nextval('wallet_logins'), c.id, 'wallet', g.name, g.account_mode, g.currency, g.leverage, true, $2 from customers c, account_groups g where c.public_id = $1 and g.name = 'WALLET-USD' returning login",
      [me.publicId, `test:once:${things}`],
    );
    return { kind, login: rows[0].login };
  }
  if (kind === "program") return { kind, programId: await copyProgram() };
  const tierId = `tier_once_${things}`;
  await sql(
    "insert into tiers (id, name, account_size, price_cents, sort_index) values ($1, $1, 25000, 19900, 99)",
    [tierId],
  );
  await sql(
    "insert into tier_markets (tier_id, market, asset_class) values ($1, 'crypto', 'crypto')",
    [tierId],
  );
  return { kind, tierId };
}

const tab = fc.nat({ max: 2 });
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant("open" as const), tab }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("openTwo" as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant("press" as const),
      tab,
      card: fc.constantFrom(
        "pm_card_visa",
        "pm_card_visa",
        "pm_sandbox_processing",
        "pm_card_chargeDeclined",
      ),
      // Otherwise the tab is closed, or the connection lost, before the result is shown.
      isSeen: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("event" as const),
      nth: fc.nat({ max: 5 }),
      times: fc.constantFrom(0, 1, 2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("lookUp" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("bank" as const),
      way: fc.constantFrom("settle" as const, "fail" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("reprice" as const),
      cents: fc.constantFrom(19_900, 24_900),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant("cancelStale" as const), isOld: fc.boolean() }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

const kind = fc.constantFrom(
  "challenge" as const,
  "challenge" as const,
  "program" as const,
  "program" as const,
  "deposit" as const,
);
const story = fc.tuple(kind, fc.array(act, { minLength: 3, maxLength: 14 }));

/** The PaymentIntents of every buyer so far, and how many of them were charged. */
const all = { intents: new Set<string>(), charged: 0, unseen: 0 };

async function live([kind, acts]: [Thing["kind"], Act[]]) {
  const thing = await newThing(kind);
  const buyer = newBuyer(me, thing);
  const run = async (it: Act): Promise<void> => {
    switch (it.act) {
      case "open":
        return buyer.open(it.tab);
      case "openTwo":
        await Promise.all([buyer.open(0), buyer.open(1)]);
        return;
      case "press":
        return buyer.press(it.tab, it.card, it.isSeen);
      case "event":
        return buyer.deliverEvent(it.nth, it.times);
      case "lookUp":
        return buyer.lookUp();
      case "bank":
        return buyer.settle(it.way);
      case "reprice":
        if (thing.kind === "deposit") return;
        if (thing.kind === "program") {
          await sql("update programs set price_cents = $2 where id = $1", [
            thing.programId,
            it.cents,
          ]);
          return;
        }
        await sql("update tiers set price_cents = $2 where id = $1", [thing.tierId, it.cents]);
        return;
      case "cancelStale":
        if (it.isOld) await age(buyer.intents());
        return cancelStalePayments(systemContext(database(), "job_test"));
    }
  };
  for (const it of acts) await run(it);
  // A processing payment counts as charged.
  await buyer.settle("settle");
  const charges = await buyer.charges();
  expect(charges.length).toBeLessThanOrEqual(1);
  for (const intent of buyer.intents()) all.intents.add(intent);
  all.charged += charges.length;
  if (charges.length > 0 && acts.some((it) => it.act === "press" && !it.isSeen)) all.unseen += 1;
  await age(buyer.intents());
  await cancelStalePayments(systemContext(database(), "job_test"));
}

const age = (intents: string[]) =>
  sql(
    "update payments set created_at = now() - interval '25 hours' where intent_status not in ('succeeded', 'canceled') and stripe_payment_intent_id = any($1)",
    [intents],
  );

test(`POST /v2/payments/checkout, /program-checkout and /deposits: a buyer who follows the pages, in ${RUNS} random stories → charged at most once, and each charge is one account, challenge or credit, or was refunded`, {
  timeout: 3_000_000,
}, async () => {
  await fc.assert(fc.asyncProperty(story, live), { numRuns: RUNS, endOnFailure: false });
  // Stories without a payment prove nothing.
  expect(all.charged).toBeGreaterThan(RUNS / 10);
  expect(all.unseen).toBeGreaterThan(0);
  await runAllJobs();
  const { findings } = await reconcile(systemContext(database(), "job_test"), new Date(0));
  expect(findings.filter((it) => it.kind !== "repaired")).toEqual([]);
  await runAllJobs();
  await expectOneThingForEachCharge();
  expect(await ledgerProblems()).toEqual([]);
});

async function expectOneThingForEachCharge() {
  let charges = 0;
  for await (const { id, status } of stripe().paymentIntents.list({ limit: 100 })) {
    if (all.intents.has(id) && status === "succeeded") charges += 1;
  }
  expect(charges).toBe(all.charged);
  const { rows } = await sql(
    `select p.id, p.intent_status as status,
      (select count(*)::int from prop_accounts a where a.payment_id = p.id and a.status = 'active') as accounts,
      (select count(*)::int from finance_operations o where p.kind = 'deposit' and o.api_data ->> 'payment_id' = p.id and o.refusal is null) as credits,
      (select count(*)::int from challenges c join purchases u on u.id = c.purchase_id where u.payment_id = p.id and c.status = 1) as challenges,
      (p.rejection_code is not null and p.status = 'refunded')::int as refunds
    from payments p where p.stripe_payment_intent_id = any($1)`,
    [[...all.intents]],
  );
  const paid = rows.filter(({ status }) => status === "succeeded");
  expect(paid).toHaveLength(charges);
  const results = (row: Record<string, number>) =>
    ["accounts", "credits", "challenges", "refunds"].reduce((sum, of) => sum + (row[of] ?? 0), 0);
  expect(paid.filter((row) => results(row) !== 1)).toEqual([]);
  const unpaid = rows.filter(({ status }) => status !== "succeeded");
  expect(unpaid.filter((row) => results(row) !== 0)).toEqual([]);
}
