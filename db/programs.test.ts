import { beforeEach, describe, expect, test } from "vitest";
import { newProgram } from "@/testing/catalog/programs";
import { sql } from "@/testing/database/sql";
import { verdict } from "@/testing/database/verdict";

let id: number;
beforeEach(async () => {
  id = await newProgram({ groups: ["PROP-DEMO-100K", "PROP-DEMO-100K", "PROP-FUNDED-100K"] });
  await sql("update program_steps set phase_type = 1 where program_id = $1 and phase_index = 3", [
    id,
  ]);
});

describe("programs", () => {
  test.each([
    ["price_cents = 0", "accepted"],
    ["price_cents = 1", "programs_price"],
    ["price_cents = 49", "programs_price"],
    ["price_cents = 50", "accepted"],
    ["price_cents = -1", "programs_price"],
    ["price_currency = 'jpy'", "programs_currency"],
    ["price_currency = 'USD'", "programs_currency"],
    ["status = 3", "programs_status"],
    ["name = ''", "programs_name"],
    ["name = 'two-phase-100k'", "programs_name_unique"],
    ["slug = 'two-phase-100k'", "programs_slug_unique"],
    ["slug = 'Two'", "programs_slug"],
    ["slug = 'two_phase'", "programs_slug"],
    ["slug = ''", "programs_slug"],
    ["slug = 'two-2'", "accepted"],
    ["profit_split_pct = 100.01", "programs_profit_split"],
  ])("with %s: %s", async (change, rule) => {
    expect(await verdict(`update programs set ${change} where id = $1`, [id])).toBe(rule);
  });
});

test("programs: inserted without a slug → one of the name that no program has", async () => {
  const names = ["One_Phase  5K!", "one-phase-5k", "one_phase_5k", "×"];
  const { rows } = await sql(
    `insert into programs (brand, name, display_name, price_cents)
     select 'brand-a', name, 'Test', 0 from unnest($1::text[]) as name returning slug`,
    [names],
  );
  expect(rows.map(({ slug }) => slug)).toEqual([
    "one-phase-5k",
    "one-phase-5k-2",
    "one-phase-5k-3",
    "program",
  ]);
});

describe("program_steps", () => {
  test.each([
    ["max_daily_loss_pct = 5, max_total_loss_pct = 5", "accepted"],
    ["max_daily_loss_pct = null, max_total_loss_pct = null", "accepted"],
    ["profit_target_pct = 0", "program_steps_target"],
    ["profit_split_pct = 101", "program_steps_split"],
    ["min_trading_days = 10, max_trading_days = 10, duration_days = 10", "accepted"],
    ["min_trading_days = 5, max_trading_days = null, duration_days = null", "accepted"],
    ["max_positions = 0", "program_steps_positions"],
    ["phase_type = 2", "program_steps_type"],
    ["phase_index = 0", "program_steps_index"],
  ])("with %s: %s", async (change, rule) => {
    const set = `update program_steps set ${change} where program_id = $1 and phase_index = 1`;
    expect(await verdict(set, [id])).toBe(rule);
  });
});

describe("program_steps of one program", () => {
  const insert = "insert into program_steps (program_id, phase_index, name, account_group)";
  test.each([
    [
      "may be fewer",
      "delete from program_steps where program_id = $1 and phase_index = 3",
      "accepted",
    ],
    [
      "have no gap",
      "delete from program_steps where program_id = $1 and phase_index = 1",
      "program_steps_in_order",
    ],
    [
      "begin with 1",
      "update program_steps set phase_index = phase_index + 7 where program_id = $1",
      "program_steps_in_order",
    ],
    ["don't skip a number", `${insert} values ($1, 9, '', '')`, "program_steps_in_order"],
    [
      "don't go on after a funded one",
      `${insert} values ($1, 4, '', '')`,
      "program_steps_funded_last",
    ],
    [
      "don't have two funded ones",
      "update program_steps set phase_type = 1 where program_id = $1 and phase_index = 1",
      "program_steps_one_funded",
    ],
    [
      "don't number one twice",
      `${insert} values ($1, 2, '', '')`,
      "program_steps_program_id_phase_index_pk",
    ],
  ])("%s", async (_, statement, rule) => {
    expect(await verdict(statement, [id])).toBe(rule);
  });
});

test("program_steps: a step moved to another program → rejected if it leaves a gap", async () => {
  const other = await newProgram({ groups: [] });
  const move =
    "update program_steps set program_id = $2, phase_index = 1 where program_id = $1 and phase_index = 2";
  expect(await verdict(move, [id, other])).toBe("program_steps_in_order");
});
