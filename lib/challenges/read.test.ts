import { beforeAll, expect, test } from "vitest";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { newProgram } from "@/testing/catalog/programs";
import { sql } from "@/testing/database/sql";
import { as } from "@/testing/http/client";

let me: Trader;
beforeAll(async () => {
  me = await newTrader(200_000n);
});

const read = (id: number, by = me) => as(by).get(`/prop/challenges/${id}`);
const notBegun = {
  status: 0,
  status_name: "pending",
  account_login: null,
  start_time: 0,
  end_time: 0,
  deadline_time: 0,
};

test("GET /prop/challenges/[id]: a challenge → its phases, and their rules in money", async () => {
  const bought = (await buyFromWallet(me)).body;
  const { status, body } = await read(bought.challenge.id);
  expect(status).toBe(200);
  const { challenge, purchase, program, phases, current_phase, ...more } = body;
  expect([challenge, purchase, more]).toEqual([bought.challenge, bought.purchase, {}]);
  const { start_time } = challenge;
  expect(phases).toEqual([
    {
      phase_index: 1,
      phase_type: 0,
      name: "Evaluation",
      account_group: "PROP-DEMO-100K",
      initial_balance: 100_000,
      currency: "USD",
      duration_days: 30,
      max_daily_loss_pct: 5,
      max_total_loss_pct: 10,
      profit_target_pct: 8,
      profit_split: null,
      min_trading_days: 5,
      max_trading_days: null,
      max_positions: 20,
      rule_set: expect.stringMatching(/^[0-9a-f]{64}$/),
      rules: expect.objectContaining({ version: 1 }),
      rules_text: expect.arrayContaining([expect.objectContaining({ rule: "total_loss" })]),
      status: 1,
      status_name: "active",
      account_login: bought.account.login,
      profit_target: 8_000,
      max_daily_loss: 5_000,
      max_total_loss: 10_000,
      start_time,
      end_time: 0,
      // The rest of the first day, and 30 more.
      deadline_time: (Math.floor(start_time / 86_400) + 31) * 86_400,
    },
    expect.objectContaining({ name: "Verification", profit_target: 5_000, ...notBegun }),
    expect.objectContaining({ phase_type: 1, profit_target: null, profit_split: 85, ...notBegun }),
  ]);
  expect(current_phase).toEqual(phases[0]);
  const sold = await as(me).get(`/prop/programs/${1}`);
  const { slug: _, recommended: __, ...terms } = sold.body;
  expect(program).toEqual(terms);
});

test("GET /prop/challenges/[id]: bought before rule sets, and not seen by the job yet → its single rules and its deadline", async () => {
  const { challenge } = (await buyFromWallet(me)).body;
  await sql("alter table purchases disable trigger user");
  await sql(
    `update purchases set rule_set_id = null, program = jsonb_set(program, '{steps}', (
       select jsonb_agg(step - 'rule_set') from jsonb_array_elements(program -> 'steps') step)) where id = $1`,
    [challenge.purchase_id],
  );
  await sql("alter table purchases enable trigger user");
  const { status, body } = await read(challenge.id);
  expect(status).toBe(200);
  expect(body.current_phase).toMatchObject({
    rule_set: null,
    rules: null,
    rules_text: [],
    max_daily_loss: 5_000,
    duration_days: 30,
    deadline_time: challenge.start_time + 30 * 86_400,
  });
});

test("presentPhases: any percentage → money to the cent", async () => {
  const program_id = await newProgram({ priceCents: 0, groups: ["PROP-DEMO-25K"] });
  await sql(
    "update program_steps set profit_target_pct = 8.35, max_daily_loss_pct = 0.01, max_total_loss_pct = 33.33 where program_id = $1",
    [program_id],
  );
  const { challenge } = (await buyFromWallet(me, { program_id })).body;
  const { current_phase } = (await read(challenge.id)).body;
  expect(current_phase).toMatchObject({
    profit_target: 2_087.5,
    max_daily_loss: 2.5,
    max_total_loss: 8_332.5,
    deadline_time: 0,
  });
});

test("GET /prop/challenges/[id]: the program's rules changed after the purchase → the rules at the time of purchase", async () => {
  const program_id = await newProgram({ priceCents: 0, groups: ["PROP-DEMO-10K"] });
  const { challenge } = (await buyFromWallet(me, { program_id })).body;
  const before = await read(challenge.id);
  const changes = [
    "update programs set price_cents = 77700, display_name = 'Other', status = 2 where id = $1",
    "update program_steps set profit_target_pct = 99, account_group = 'PROP-DEMO-25K' where program_id = $1",
    "insert into program_steps (program_id, phase_index, name, account_group) values ($1, 2, 'More', 'PROP-DEMO-25K')",
  ];
  for (const change of changes) await sql(change, [program_id]);
  await sql("update account_groups set default_deposit_cents = 1 where name = 'PROP-DEMO-10K'");
  expect((await read(challenge.id)).body).toEqual(before.body);
});

test("GET /prop/challenges: page after page → purchases and their challenges, newest first", async () => {
  const trader = await newTrader();
  const bought = [];
  for (let i = 0; i < 3; i++) {
    const program_id = await newProgram({ priceCents: 0 });
    bought.unshift((await buyFromWallet(trader, { program_id })).body);
  }
  const list = (query: object) =>
    as(trader)
      .get("/prop/challenges", { query: { ...query } })
      .then(({ body }) => body);
  expect(await list({})).toEqual({
    purchases: bought.map(({ purchase }) => purchase),
    challenges: bought.map(({ challenge }) => challenge),
    next_cursor: null,
  });
  const first = await list({ limit: 2 });
  expect(first).toMatchObject({ purchases: [{}, {}], next_cursor: bought[1].purchase.id });
  const second = await list({ limit: 2, cursor: first.next_cursor });
  expect(second).toEqual({
    purchases: [bought[2].purchase],
    challenges: [bought[2].challenge],
    next_cursor: null,
  });
});

test("GET /prop/challenges/{id}: another customer's challenge → the same NOT_FOUND as for none", async () => {
  const { challenge } = (await buyFromWallet(me)).body;
  const stranger = await newTrader();
  const { status, body } = await as(stranger).get(`/prop/challenges/${challenge.id}`);
  const none = await as(stranger).get("/prop/challenges/999999");
  expect([status, body.error.code]).toEqual([404, "NOT_FOUND"]);
  expect(body.error.message).toBe(none.body.error.message);
});

test("GET /prop/challenges: another customer's purchases → not in the list", async () => {
  await buyFromWallet(me);
  const { body } = await as(await newTrader()).get("/prop/challenges");
  expect(body).toEqual({ purchases: [], challenges: [], next_cursor: null });
});
