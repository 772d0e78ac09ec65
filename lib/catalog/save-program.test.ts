import { beforeAll, expect, test } from "vitest";
import { database } from "@/lib/core/database";
import { type Admin, auditOf, newAdmin } from "@/testing/actors/admin";
import { buyFromWallet, newTrader, type Trader } from "@/testing/actors/trader";
import { groupFields, programFields, stepFields, stepWith } from "@/testing/catalog/fields";
import { sql } from "@/testing/database/sql";
import { fieldMessages } from "@/testing/http/call-handler";
import { as } from "@/testing/http/client";
import { listPrograms } from ".";
import { EXAMPLE_RULE_SET } from "./examples";

let admin: Admin;
let me: Trader;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader(500_000n);
});

let programCount = 0;
async function newProgram(fields: object = {}) {
  programCount += 1;
  const response = await as(admin).post("/api/admin/catalog/programs", {
    ...programFields,
    name: `edited-${programCount}`,
    ...fields,
  });
  return response.body as { id: number; name: string; slug: string; version: number };
}
const edit = (id: number, fields: object) =>
  as(admin).put(`/api/admin/catalog/programs/${String(id)}`, {
    ...programFields,
    version: 1,
    ...fields,
  });
const setStatus = (id: number, status: string, version: number) =>
  as(admin).put(`/api/admin/catalog/programs/${String(id)}/status`, {
    status,
    version,
    reason: "a test",
  });
const newGroup = (name: string) =>
  as(admin).post("/api/admin/catalog/groups", { name, ...groupFields });
const archive = (name: string, archived = true, version = 1) =>
  as(admin).put(`/api/admin/catalog/groups/${name}/archived`, {
    archived,
    version,
    reason: "a test",
  });
const onSale = async () => (await listPrograms(database())).map(({ id }) => id);

const funded = {
  ...stepFields,
  name: "Funded",
  phase_type: 1,
  account_group: "PROP-FUNDED-100K",
  rules: { ...stepFields.rules, profit_target: null },
};
const { daily_loss: daily } = stepFields.rules;
if (!daily) throw new Error("the example has a daily loss");

test("PUT /api/admin/catalog/programs/:id: free_limit left out → the program's own stays; null → no limit; a new program without it → 1", async () => {
  const { id, name } = await newProgram();
  const stored = async () =>
    (await sql("select free_limit from programs where id = $1", [id])).rows[0].free_limit;
  expect(await stored()).toBe(1);
  expect((await edit(id, { name, free_limit: 3 })).body.free_limit).toBe(3);
  expect((await edit(id, { name, version: 2 })).body.free_limit).toBe(3);
  expect(await stored()).toBe(3);
  expect((await edit(id, { name, version: 3, free_limit: null })).body.free_limit).toBe(null);
  expect(await stored()).toBe(null);
});

test("PUT /api/admin/catalog/programs/{id}: other steps → listed in the new order, with an audit entry", async () => {
  const second = {
    ...stepWith({ time_limit: { days: 60, from: "open" } }),
    name: "Verification",
  };
  const program = await newProgram({ steps: [stepFields, second, funded] });
  expect(await onSale()).toContain(program.id);
  const { status } = await edit(program.id, {
    name: program.name,
    steps: [second, stepFields],
  });
  expect(status).toBe(200);
  const listed = (await listPrograms(database())).find(({ id }) => id === program.id);
  expect(listed?.steps.map(({ name, phase_index }) => [phase_index, name])).toEqual([
    [1, "Verification"],
    [2, "Evaluation"],
  ]);
  const [, entry] = await auditOf(program.id);
  expect(entry).toMatchObject({ action: "program.edit" });
  expect([entry?.before.steps.length, entry?.after.steps.length]).toEqual([3, 2]);
});

test("POST /api/admin/catalog/programs: wrong steps, groups or name → a message at each field", async () => {
  const steps = [
    { ...funded, account_group: "PROP-DEMO-100K" },
    { ...stepFields, phase_type: 0, account_group: null },
    {
      ...stepWith({
        daily_loss: { ...daily, limit: { pct_of_initial: 1_100 } },
        max_trading_days: 32,
      }),
    },
    stepWith({ min_trading_days: { days: 40, counts: "opened", min_profit: null } }),
    { ...funded, rules: stepFields.rules },
  ];
  const wrongFields = await as(admin).post("/api/admin/catalog/programs", {
    ...programFields,
    steps,
  });
  expect(fieldMessages(wrongFields)).toEqual({
    "steps.0.phase_type": expect.stringContaining("the funded phase must come last"),
    "steps.1.account_group": expect.stringContaining("is required"),
    "steps.2.rules.daily_loss.limit": "must not be above the total loss of 10%",
    "steps.2.rules.max_trading_days": "must not be above 31, the days of the time limit",
    "steps.3.rules.min_trading_days.days": expect.stringContaining("must not be above 31"),
    "steps.4.rules.profit_target": "is for evaluations: a funded phase isn't passed",
  });
  await newGroup("ARCHIVED-1");
  await archive("ARCHIVED-1");
  const groups = ["NOWHERE", "ARCHIVED-1", "PROP-FUNDED-100K"].map((account_group) => ({
    ...stepFields,
    account_group,
  }));
  const wrongGroups = await as(admin).post("/api/admin/catalog/programs", {
    ...programFields,
    steps: [...groups, { ...funded, account_group: "PROP-DEMO-25K" }],
  });
  expect(fieldMessages(wrongGroups)).toEqual({
    "steps.0.account_group": "isn't a group of the trading server",
    "steps.1.account_group": "is archived: choose another group",
    "steps.2.account_group": expect.stringContaining("must be a DEMO group"),
    "steps.3.account_group": expect.stringContaining("must be a REAL group"),
  });
  expect(
    fieldMessages(
      await as(admin).post("/api/admin/catalog/programs", { ...programFields, name: "trial-10k" }),
    ),
  ).toEqual({
    name: "is already used by another program",
  });
});

test("POST /api/admin/catalog/programs: slug left out → made of the name; chosen → kept; taken or malformed → a message at the field", async () => {
  const named = await newProgram({ name: "two_steps_5k" });
  expect(named.slug).toBe("two-steps-5k");
  expect((await newProgram({ slug: "five-thousand" })).slug).toBe("five-thousand");
  const wrong = async (slug: string) =>
    fieldMessages(
      await as(admin).post("/api/admin/catalog/programs", {
        ...programFields,
        name: "other",
        slug,
      }),
    );
  expect(await wrong("five-thousand")).toEqual({ slug: "is already used by another program" });
  expect(await wrong("five_thousand")).toEqual({
    slug: expect.stringContaining("with hyphens between them"),
  });
});

test("PUT /api/admin/catalog/programs/{id}: another name → the same slug, which an edit may repeat; another slug → rejected", async () => {
  const { id, slug } = await newProgram();
  const renamed = await edit(id, { name: "renamed-program" });
  expect(renamed.body).toMatchObject({ name: "renamed-program", slug });
  const repeated = await edit(id, { name: "renamed-program", slug, version: 2 });
  expect(repeated.body).toMatchObject({ slug, version: 3 });
  const moved = await edit(id, { name: "renamed-program", slug: "moved", version: 3 });
  expect(moved.body.error.fields).toEqual([
    { path: "slug", message: expect.stringContaining("can't be changed") },
  ]);
});

test("PUT /api/admin/catalog/programs/{id}: edited after a purchase → the purchase keeps its rules", async () => {
  const { id, name } = await newProgram();
  const purchase = await buyFromWallet(me, { program_id: id });
  expect(purchase.status).toBe(200);
  await edit(id, {
    name,
    display_name: "Other",
    // biome-ignore lint/suspicious/noThenProperty: the rule's field
    steps: [stepWith({ max_open_positions: { limit: 1, then: "fail" } })],
  });
  const { rows } = await sql("select program from purchases where program_id = $1", [id]);
  expect(rows[0].program).toMatchObject({
    display_name: "Edited 100K",
    steps: [{ max_positions: null, rule_set: EXAMPLE_RULE_SET }],
  });
});

test("PUT /api/admin/catalog/programs/{id}/status: disabled, archived, active → listed or not, an audit entry each", async () => {
  const { id } = await newProgram();
  expect((await setStatus(id, "disabled", 1)).body).toMatchObject({ status: "disabled" });
  expect(await onSale()).not.toContain(id);
  expect((await setStatus(id, "archived", 1)).body.error.message).toContain(
    "Someone else changed this",
  );
  expect((await setStatus(id, "archived", 2)).status).toBe(200);
  expect((await setStatus(id, "active", 3)).status).toBe(200);
  expect(await onSale()).toContain(id);
  expect((await auditOf(id)).map(({ after }) => after.status)).toEqual([
    "active",
    "disabled",
    "archived",
    "active",
  ]);
});
