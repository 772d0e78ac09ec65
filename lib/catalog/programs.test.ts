import { beforeAll, expect, test } from "vitest";
import { newTrader, type Trader } from "@/testing/actors/trader";
import { newProgram } from "@/testing/catalog/programs";
import { as } from "@/testing/http/client";

let me: Trader;
beforeAll(async () => {
  me = await newTrader();
});

const list = (query = {}) => as(me).get("/prop/programs", { query });
const read = (id: number) => as(me).get(`/prop/programs/${id}`);
const namesOf = ({ body }: Awaited<ReturnType<typeof list>>) =>
  body.rows.map(({ name }: { name: string }) => name);

test("GET /prop/programs: a program on sale → every field of the contract, steps in order", async () => {
  const { status, body } = await list();
  expect(status).toBe(200);
  const evaluation = {
    phase_type: 0,
    account_group: "PROP-DEMO-100K",
    initial_balance: 100_000,
    currency: "USD",
    max_daily_loss_pct: 5,
    max_total_loss_pct: 10,
    profit_split: null,
    min_trading_days: 5,
    max_trading_days: null,
    max_positions: 20,
    rule_set: expect.stringMatching(/^[0-9a-f]{64}$/),
    rules: expect.objectContaining({ version: 1 }),
    rules_text: expect.arrayContaining([
      expect.objectContaining({ rule: "daily_loss", title: "Max daily loss" }),
    ]),
  };
  const steps = [
    { ...evaluation, phase_index: 1, name: "Evaluation", profit_target_pct: 8, duration_days: 30 },
    {
      ...evaluation,
      phase_index: 2,
      name: "Verification",
      profit_target_pct: 5,
      duration_days: 60,
    },
    {
      ...evaluation,
      phase_index: 3,
      phase_type: 1,
      name: "Funded",
      account_group: "PROP-FUNDED-100K",
      profit_target_pct: null,
      duration_days: null,
      min_trading_days: 0,
      profit_split: 85,
    },
  ];
  expect(body.rows[0]).toEqual({
    id: 1,
    brand: "brand-a",
    name: "two-phase-100k",
    slug: "two-phase-100k",
    display_name: "Two-step 100K",
    description: expect.any(String),
    price: 499,
    price_currency: "USD",
    price_label: "One-time fee",
    profit_split: 85,
    status: 0,
    sort_index: 0,
    recommended: true,
    steps,
  });
  expect(await read(1)).toMatchObject({ status: 200, body: body.rows[0] });
});

test("GET /prop/programs: → the programs on sale alone, in catalog order", async () => {
  await newProgram({ status: 1 });
  await newProgram({ status: 2 });
  expect(namesOf(await list())).toEqual([
    "two-phase-100k",
    "one-phase-25k",
    "one-phase-50k-eur",
    "trial-10k",
    "one-phase-10k",
    "one-phase-50k",
    "one-phase-100k",
  ]);
});

test("GET /prop/programs: brand → that brand's programs alone", async () => {
  const id = await newProgram({ brand: "brand-b" });
  const { body } = await list({ brand: "brand-b" });
  expect(body.rows.map((row: { id: number }) => row.id)).toEqual([id]);
  expect(namesOf(await list({ brand: "brand-a" }))).toHaveLength(7);
  expect(namesOf(await list({ brand: "brand-c" }))).toEqual([]);
});

test("GET /prop/programs/{id}: disabled, archived or unknown → NOT_FOUND", async () => {
  const ids = [await newProgram({ status: 1 }), await newProgram({ status: 2 }), 2_147_483_647];
  for (const id of ids) {
    const { status, body } = await read(id);
    expect([status, body.error.code]).toEqual([404, "NOT_FOUND"]);
  }
});

test("GET /prop/programs: an invalid id or filter → INVALID_REQUEST", async () => {
  const params = { id: "one" };
  const responses = [await as(me).get(`/prop/programs/${params.id}`), await list({ color: "red" })];
  expect(responses.map(({ body }) => [body.error.code, body.error.fields[0].path])).toEqual([
    ["INVALID_REQUEST", "id"],
    ["INVALID_REQUEST", "color"],
  ]);
});
