import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { canonicalRules, hashRules } from "@/lib/rules/hash";
import { presets } from "@/lib/rules/presets";
import type { RuleSet } from "@/lib/rules/schemas";
import { buyFromWallet, newTrader } from "@/testing/actors/trader";
import { newProgram } from "@/testing/catalog/programs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";
import { startCheckout } from "@/testing/stripe/payments";
import { EXAMPLE_RULE_SET, exampleRules } from "./examples";
import { findProgram } from "./programs";
import { readRuleSets } from "./rule-sets";
import { findTier } from "./tiers";

const store = async (rules: RuleSet): Promise<string> =>
  (await sql("select store_rule_set($1) as id", [JSON.stringify(rules)])).rows[0].id;

test("store_rule_set: every preset → the hash that the browser computes, read back as it was", async () => {
  const phases = presets.flatMap((preset) => preset.phases.map(({ rules }) => rules));
  for (const rules of [...phases, exampleRules]) {
    const id = await store(rules);
    expect(id).toBe(await hashRules(rules));
    expect((await readRuleSets(database(), [id])).get(id)).toEqual(rules);
  }
  expect(await hashRules(exampleRules)).toBe(EXAMPLE_RULE_SET);
});

test("canonical_json: any text of a rule, in any order of fields → the same as canonicalRules", async () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).filter(
    // PostgreSQL has no zero character, and neither has a rule.
    (value) => !value.includes("\0"),
  );
  await fc.assert(
    fc.asyncProperty(text, fc.integer(), fc.boolean(), async (sentence, minutes, isFirm) => {
      const rules: RuleSet = {
        ...exampleRules,
        conduct: [
          { code: "news", parameters: { minutes, is_firm: isFirm, sentence }, text: sentence },
        ],
      };
      const reversed = Object.fromEntries(Object.entries(rules).reverse());
      const { rows } = await sql("select canonical_json($1) as text", [JSON.stringify(reversed)]);
      expect(rows[0].text).toBe(canonicalRules(rules));
    }),
    { numRuns: 60 },
  );
});

describe("rule_sets:", () => {
  test.each([
    ["changed", `update rule_sets set rules = '{}' where id = '${EXAMPLE_RULE_SET}'`, "permanent"],
    ["deleted", `delete from rule_sets where id = '${EXAMPLE_RULE_SET}'`, "permanent"],
    ["emptied", "truncate rule_sets cascade", "permanent"],
    [
      "inserted with another id than its hash",
      `insert into rule_sets (id, rules) select repeat('0', 64), rules from rule_sets limit 1`,
      "hash",
    ],
    [
      "inserted without a field",
      `select store_rule_set(rules - 'payout') from rule_sets limit 1`,
      "fields",
    ],
  ])("%s → rejected", async (_, statement, constraint) => {
    await store(exampleRules);
    await expect(sql(statement)).rejects.toMatchObject({ constraint: `rule_sets_${constraint}` });
  });
});

const ruleSetOf = async (table: string, id: string | number) =>
  (await sql(`select rule_set_id from ${table} where id = $1`, [id])).rows[0]?.rule_set_id;
const step = async (program: number, phase = 1): Promise<string> =>
  (
    await sql("select rule_set_id from program_steps where program_id = $1 and phase_index = $2", [
      program,
      phase,
    ])
  ).rows[0].rule_set_id;

test("everything sold: bought from a wallet, by card or free → the rule set of its first phase", async () => {
  const me = await newTrader(100_000n);
  const { purchase, challenge } = (await buyFromWallet(me)).body;
  const sold = await step(1);
  expect(await ruleSetOf("purchases", purchase.id)).toBe(sold);
  const { rows } = await sql("select rule_set_id from challenge_phases where challenge_id = $1", [
    challenge.id,
  ]);
  expect(rows).toEqual([{ rule_set_id: sold }]);
  const { payment_id } = await startCheckout(me);
  const { rows: tiers } = await sql("select program_id from tiers where id = 'tier_25k'");
  const ofTier = await step(tiers[0].program_id);
  expect(await ruleSetOf("payments", payment_id)).toBe(ofTier);
  const free = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
  const { body: account } = await as(me).post("/v2/payments/free", free);
  expect(account.tier_terms.rule_set).toBe(await ruleSetOf("prop_accounts", account.id));
  expect(account.tier_terms.phases[0].rules_summary).toMatch(
    /^No profit target · Max daily loss 5%/,
  );
});

describe("the release before writes single rules → a rule set that says what they mean:", () => {
  test("a phase, and its edit", async () => {
    const id = await newProgram();
    const set = (change: string) =>
      sql(`update program_steps set ${change} where program_id = $1`, [id]);
    await set("max_daily_loss_pct = 5, max_total_loss_pct = 10.5, profit_target_pct = 8.35");
    await set("min_trading_days = 4, duration_days = 30, max_positions = 7, profit_split_pct = 80");
    const ruleSet = await step(id);
    const rules = (await readRuleSets(database(), [ruleSet])).get(ruleSet);
    expect(rules).toEqual({
      ...exampleRules,
      total_loss: { ...exampleRules.total_loss, limit: { pct_of_initial: 1_050 } },
      profit_target: { ...exampleRules.profit_target, amount: { pct_of_initial: 835 } },
      min_trading_days: { days: 4, counts: "opened", min_profit: null },
      // biome-ignore lint/suspicious/noThenProperty: the rule's field
      max_open_positions: { limit: 7, then: "warn" },
    });
  });

  test("a tier, and its edit → a program of its own that no wallet buys", async () => {
    await sql(
      `insert into tiers (id, name, account_size, price_cents, max_daily_loss_pct, max_total_loss_pct, profit_target_pct)
       values ('tier_old', 'Old', 5000, 9900, 4, 8, 10)`,
    );
    const { rows } = await sql(
      "select p.* from programs p join tiers t on t.program_id = p.id where t.id = 'tier_old'",
    );
    expect(rows[0]).toMatchObject({ name: "tier_old", display_name: "Old", status: 1 });
    const before = await step(rows[0].id);
    await sql("update tiers set name = 'Older' where id = 'tier_old'");
    expect(await step(rows[0].id)).toBe(before);
    await sql("update tiers set max_daily_loss_pct = 3 where id = 'tier_old'");
    const after = await step(rows[0].id);
    const rules = (await readRuleSets(database(), [after])).get(after);
    expect(rules?.daily_loss?.limit).toEqual({ pct_of_initial: 300 });
  });

  test("a purchase and its phase, a payment", async () => {
    const me = await newTrader(100_000n);
    const { purchase, challenge } = (await buyFromWallet(me)).body;
    const withoutRules = `select jsonb_set(program, '{steps}', (select jsonb_agg(s - 'rule_set') from jsonb_array_elements(program -> 'steps') s)) from purchases where id = ${purchase.id}`;
    const { rows } = await sql(
      `insert into purchases (customer_id, program_id, program, payer_login, amount_cents, currency, account_amount_cents,
         account_group, account_currency, initial_balance_cents, status, terms_version, consent_ip, consent_user_agent)
       select customer_id, program_id, (${withoutRules}), payer_login, amount_cents, currency, account_amount_cents,
         account_group, account_currency, initial_balance_cents, 0, '1', '', '' from purchases where id = $1
       returning id, program`,
      [purchase.id],
    );
    expect(await ruleSetOf("purchases", rows[0].id)).toBe(await step(1));
    const named = rows[0].program.steps.map(({ rule_set }: { rule_set: string }) => rule_set);
    expect(named).toEqual([await step(1), await step(1, 2), await step(1, 3)]);
    await sql(
      "update evaluations set monitored = false, due_at = null, state = 'passed', ended_at = now() where challenge_id = $1",
      [challenge.id],
    );
    await sql(
      "insert into challenge_phases (challenge_id, phase_index, account_login) values ($1, 2, 77)",
      [challenge.id],
    );
    const { rows: phases } = await sql(
      "select rule_set_id from challenge_phases where challenge_id = $1 and phase_index = 2",
      [challenge.id],
    );
    expect(phases).toEqual([{ rule_set_id: await step(1, 2) }]);

    const { payment_id } = await startCheckout(me);
    const before = await ruleSetOf("payments", payment_id);
    await sql(
      "update payments set tier_terms = tier_terms - 'rule_set' - 'phases' || '{\"max_daily_loss_pct\": 2}' where id = $1",
      [payment_id],
    );
    const after = await ruleSetOf("payments", payment_id);
    expect(after).not.toBe(before);
    const { body } = await as(me).get(`/v2/payments/${payment_id}`);
    expect(body.tier_terms.phases[0].rules_summary).toContain("Max daily loss 2%");
  });
});

describe("the release before, in the extremes that its form accepts →", () => {
  test("rules that can be read", async () => {
    await sql(
      `insert into tiers (id, name, account_size, price_cents, max_daily_loss_pct, max_total_loss_pct, profit_target_pct,
         profit_split_pct, min_trading_days) values ('tier_most', 'Most', 1, 50, 100, 100, 999.99, 100, 3650)`,
    );
    await sql("insert into tier_markets values ('tier_most', 'softs', 'softs')");
    const found = await findTier(database(), "tier_most");
    expect(found).toMatchObject({ min_trading_days: 3_650, profit_target_pct: 999.99 });
    const id = await newProgram();
    await sql(
      `update program_steps set max_total_loss_pct = 0.01, min_trading_days = 3650, duration_days = 3650,
         max_trading_days = 3650, max_positions = 100000, profit_split_pct = 0 where program_id = $1`,
      [id],
    );
    expect(await findProgram(database(), id)).toMatchObject({
      steps: [{ max_trading_days: 3_650, max_positions: 100_000, profit_split: 0 }],
    });
  });

  test("a program for a tier whose name is taken, and none for a tier that exists", async () => {
    const programs = async () =>
      Number((await sql("select count(*) as n from programs")).rows[0].n);
    const id = `tier_${"x".repeat(58)}`;
    const insert = `insert into tiers (id, name, account_size, price_cents) values ('${id}', 'Long', 5000, 9900)`;
    await sql(
      "insert into programs (brand, name, display_name, price_cents) values ('brand-a', $1, 'Taken', 0)",
      [id.slice(0, 50)],
    );
    await sql(insert);
    const { rows } = await sql(
      "select p.name from programs p join tiers t on t.program_id = p.id where t.id = $1",
      [id],
    );
    expect(rows[0].name).toBe(`${id.slice(0, 50)}-card-1`);
    const before = await programs();
    await sql(`${insert} on conflict do nothing`);
    expect(await programs()).toBe(before);
  });

  test("a program whose split stands on the program alone → the split of its last phase", async () => {
    const id = await newProgram({ groups: ["PROP-DEMO-100K", "PROP-DEMO-25K"] });
    await sql(
      `begin; update programs set profit_split_pct = 85 where id = ${id};
       delete from program_steps where program_id = ${id};
       insert into program_steps (program_id, phase_index, name, account_group, max_total_loss_pct)
         values (${id}, 1, 'One', 'PROP-DEMO-100K', 10), (${id}, 2, 'Two', 'PROP-DEMO-25K', 10); commit`,
    );
    const program = await findProgram(database(), id);
    expect(program?.profit_split).toBe(85);
    expect(program?.steps.map(({ profit_split }) => profit_split)).toEqual([null, 85]);
    expect(program?.steps[1]?.max_total_loss_pct).toBe(10);
  });
});

describe("what was sold keeps its rules:", () => {
  test("a purchase, a phase, an account or a paid payment that is pointed to other rules → rejected", async () => {
    const me = await newTrader(100_000n);
    const { purchase, challenge } = (await buyFromWallet(me)).body;
    const { payment_id } = await startCheckout(me);
    const free = { tier_id: "tier_demo", asset_class: "crypto", account_size: 10_000 };
    const { body: account } = await as(me).post("/v2/payments/free", free);
    await sql("update payments set reusable = false where id = $1", [payment_id]);
    const other = `'${await step(4)}'`;
    const changes = [
      `update purchases set rule_set_id = ${other} where id = ${purchase.id}`,
      `update purchases set program = jsonb_set(program, '{steps,1,rule_set}', to_jsonb(${other}::text)) where id = ${purchase.id}`,
      `update challenge_phases set rule_set_id = ${other} where challenge_id = ${challenge.id}`,
      `update payments set rule_set_id = ${other} where id = '${payment_id}'`,
      `update payments set tier_terms = tier_terms || jsonb_build_object('rule_set', ${other}) where id = '${payment_id}'`,
      `update prop_accounts set rule_set_id = ${other} where id = '${account.id}'`,
      `update prop_accounts set tier_terms = tier_terms || jsonb_build_object('rule_set', ${other}) where id = '${account.id}'`,
    ];
    for (const change of changes) {
      await expect(sql(change), change).rejects.toMatchObject({ constraint: "rule_set_kept" });
    }
  });
});
