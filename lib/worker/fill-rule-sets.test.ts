import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { connection, database } from "@/lib/core/database";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startCheckout, tier25k } from "@/testing/stripe/payments";
import { fillRuleSets } from "./fill-rule-sets";

const soldTables = ["payments", "prop_accounts", "purchases", "challenge_phases"];
const migrations = [
  "0039_rule_sets",
  "0040_sold_rule_sets",
  "0041_payments_without_rules",
  "0042_accounts_without_rules",
  "0043_valid_rule_sets",
];

const tier50k = { ...tier25k, tier_id: "tier_50k", account_size: 50_000, amount_cents: 34_900 };

let me: Trader;
let before: Record<string, unknown>;

/** The rule sets of all rows that have or had one, by table. */
async function ruleSets(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of ["program_steps", ...soldTables]) {
    const { rows } = await sql(`select rule_set_id from ${table} order by 1`);
    found[table] = rows.map(({ rule_set_id }) => rule_set_id);
  }
  return found;
}

/** The columns of single rules, as that release has them: this one's seed doesn't write them. */
const singleRules = `
  max_daily_loss_pct = (r.rules #>> '{daily_loss,limit,pct_of_initial}')::numeric / 100,
  max_total_loss_pct = (r.rules #>> '{total_loss,limit,pct_of_initial}')::numeric / 100,
  profit_target_pct = (r.rules #>> '{profit_target,amount,pct_of_initial}')::numeric / 100,
  profit_split_pct = (r.rules #>> '{payout,split_pct}')::numeric / 100,
  min_trading_days = coalesce((r.rules #>> '{min_trading_days,days}')::integer, 0)`;

/** In that release, each tier has rules of its own: here these sell programs of wallets. */
const ownPrograms = ["tier_10k", "tier_25k", "tier_50k", "tier_100k"].flatMap((id) => [
  `insert into programs (brand, name, display_name, price_cents, status) values ('brand-a', '${id}', '${id}', 0, 1)`,
  `insert into program_steps (program_id, phase_index, name, rule_set_id)
     select currval('programs_id_seq'), s.phase_index, s.name, s.rule_set_id
     from tiers t join program_steps s on s.program_id = t.program_id where t.id = '${id}'`,
  `update tiers set program_id = currval('programs_id_seq') where id = '${id}'`,
]);

/** Takes the schema and the rows back to the release before: single rules alone. */
const toReleaseBefore = [
  `update program_steps s set ${singleRules}, duration_days = (r.rules #>> '{time_limit,days}')::integer,
     max_positions = (r.rules #>> '{max_open_positions,limit}')::integer from rule_sets r where r.id = s.rule_set_id`,
  `update tiers t set ${singleRules} from program_steps s join rule_sets r on r.id = s.rule_set_id
     where s.program_id = t.program_id`,
  "drop table rule_sets cascade",
  `drop function rule_sets_permanent, program_steps_rule_set, split_of_program, tiers_program, terms_with_rules,
     program_with_rules, payments_rules_follow, rule_set_kept, payments_rule_set, prop_accounts_rule_set, purchases_rule_set, challenge_phases_rule_set cascade`,
  ...["program_steps", ...soldTables].map(
    (table) => `alter table ${table} drop column rule_set_id`,
  ),
  "alter table tiers drop column program_id",
  "delete from program_steps where account_group is null",
  "delete from programs where name like 'tier\\_%'",
  "alter table program_steps alter column account_group set not null",
  "alter table program_steps add constraint program_steps_loss check (true)",
  "alter table program_steps add constraint program_steps_days check (true)",
  // The split of programs is theirs alone.
  "update program_steps set profit_split_pct = null",
  `update purchases set program = jsonb_set(program, '{steps}', (
     select jsonb_agg(step || '{"profit_split": null}') from jsonb_array_elements(program -> 'steps') step))`,
  "update payments set tier_terms = tier_terms - 'rule_set' - 'phases' - 'currency'",
  "update prop_accounts set tier_terms = tier_terms - 'rule_set' - 'phases' - 'currency'",
  `update purchases set program = jsonb_set(program, '{steps}', (
     select jsonb_agg(step - 'rule_set') from jsonb_array_elements(program -> 'steps') step))`,
];

beforeAll(async () => {
  me = await newTrader(500_000n);
  await buyFromWallet(me);
  await buyFromWallet(me, { program_id: 4 });
  await startCheckout(me);
  const free = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
  await as(me).post("/v2/payments/free", free);
  await sql(`begin; ${ownPrograms.join(";")}; commit`);
  before = await ruleSets();
  for (const statement of toReleaseBefore) await sql(statement);
  for (const name of migrations) {
    const text = readFileSync(`db/migrations/${name}.sql`, "utf8");
    await sql(`begin; ${text.replaceAll("--> statement-breakpoint", "")}; commit`);
  }
});

test("migrations 0039 to 0043: a catalog of the release before → a rule set for each phase, a program for each tier", async () => {
  const { rows } = await sql(
    `select t.id, p.name, p.status, s.name as phase, r.rules -> 'daily_loss' -> 'limit' as daily
     from tiers t join programs p on p.id = t.program_id join program_steps s on s.program_id = p.id
     join rule_sets r on r.id = s.rule_set_id order by t.id`,
  );
  expect(rows.length).toBeGreaterThan(4);
  for (const row of rows)
    expect(row).toMatchObject({ name: row.id, status: 1, phase: "Evaluation" });
  const { rows: missing } = await sql("select from program_steps where rule_set_id is null");
  expect(missing).toEqual([]);
});

test("migrations 0039 to 0043: what the catalog sold → the same rule sets", async () => {
  expect((await ruleSets()).program_steps).toEqual(before.program_steps);
});

test("fillRuleSets: what the release before sold → the rule sets of its own terms", async () => {
  await fillRuleSets({ db: database() });
  expect(await ruleSets()).toEqual(before);
  const { rows } = await sql("select program -> 'steps' as steps from purchases");
  for (const { steps } of rows) {
    for (const step of steps) expect(step.rule_set).toMatch(/^[0-9a-f]{64}$/);
  }
});

test("fillRuleSets: a payment from before terms were stored → the rules that the tier had, by the audit log", async () => {
  const { payment_id: edited } = await startCheckout(me);
  const { payment_id: unedited } = await startCheckout(me, { body: tier50k });
  await sql("alter table payments disable trigger user");
  await sql("update payments set tier_terms = null, rule_set_id = null where id = any($1)", [
    [edited, unedited],
  ]);
  await sql("alter table payments enable trigger user");
  const { rows: admins } = await sql("select id from customers where role = 'admin' limit 1");
  await sql(
    `insert into audit_log (admin_id, action, subject_type, subject_id, reason, before, ip, user_agent, request_id)
     select $1, 'tier.edit', 'tier', id, 'a test', to_jsonb(t) || '{"max_daily_loss_pct": 3.5}', '', '', ''
     from tiers t where id = 'tier_25k'`,
    [admins[0].id],
  );
  await fillRuleSets({ db: database() });
  const { rows } = await sql(
    `select p.id, p.tier_terms ->> 'name' as name, r.rules #>> '{daily_loss,limit,pct_of_initial}' as daily
     from payments p join rule_sets r on r.id = p.rule_set_id where p.id = any($1)`,
    [[edited, unedited]],
  );
  expect(Object.fromEntries(rows.map(({ id, name, daily }) => [id, [name, daily]]))).toEqual({
    [edited]: ["25K", "350"],
    [unedited]: ["50K", "400"],
  });
});

test("fillRuleSets: a row that is locked → left to the next run", async () => {
  const { rows } = await sql("select id, rule_set_id from purchases order by id limit 1");
  const [{ id, rule_set_id }] = rows;
  await sql("alter table purchases disable trigger user");
  await sql("update purchases set rule_set_id = null where id = $1", [id]);
  await sql("alter table purchases enable trigger user");
  const client = await connection().pool.connect();
  await client.query("begin");
  await client.query("select from purchases where id = $1 for no key update", [id]);
  await fillRuleSets({ db: database() });
  await client.query("rollback");
  client.release();
  const stored = async () =>
    (await sql("select rule_set_id from purchases where id = $1", [id])).rows[0].rule_set_id;
  expect(await stored()).toBeNull();
  await fillRuleSets({ db: database() });
  expect(await stored()).toBe(rule_set_id);
});

test("fillRuleSets: an account from before terms were stored → those of its payment, in the payment's currency", async () => {
  const { payment_id } = await startCheckout(me);
  await sql("update payments set currency = 'eur' where id = $1", [payment_id]);
  const free = { tier_id: "tier_demo", asset_class: "forex", account_size: 10_000 };
  const trader = await newTrader();
  const { body: account } = await as(trader).post("/v2/payments/free", free);
  for (const table of ["payments", "prop_accounts"]) {
    await sql(`alter table ${table} disable trigger user`);
  }
  await sql("update payments set tier_terms = null, rule_set_id = null where id = $1", [
    payment_id,
  ]);
  await sql(
    "update prop_accounts set tier_terms = null, rule_set_id = null, source = 'payment', payment_id = $2 where id = $1",
    [account.id, payment_id],
  );
  for (const table of ["payments", "prop_accounts"]) {
    await sql(`alter table ${table} enable trigger user`);
  }
  await fillRuleSets({ db: database() });
  const { rows } = await sql(
    `select a.rule_set_id as own, p.rule_set_id as paid, a.tier_terms ->> 'currency' as currency
     from prop_accounts a join payments p on p.id = a.payment_id where a.id = $1`,
    [account.id],
  );
  expect(rows[0]).toEqual({ own: rows[0].paid, paid: rows[0].paid, currency: "eur" });
});
