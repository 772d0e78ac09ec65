import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import type { Transaction } from "@/db/client";
import { database } from "@/lib/database";
import { tradingServer, unsupportedGroups } from "@/lib/trading";
import { call } from "@/testing/api";
import { sql } from "@/testing/callers";
import { groupFields, programFields, stepFields } from "@/testing/catalog";
import { type Admin, auditOf, newAdmin } from "@/testing/console";
import { handlerOf } from "@/testing/routes";
import { buyThroughRoute, newTrader, openAccount, type Trader } from "@/testing/trading";
import { createGroup, createProgram, listGroups, listPrograms } from ".";
import { newProgramInput } from "./schemas";

let admin: Admin;
let me: Trader;

beforeAll(async () => {
  admin = await newAdmin();
  me = await newTrader(500_000n);
});

async function ask(key: string, body: object, params: Record<string, string> = {}) {
  const [method = "", path = ""] = key.split(" ");
  const handler = await handlerOf(`${method} /api/admin/catalog/${path}`);
  return call(handler, { method, headers: admin.headers, body, params });
}

let made = 0;
async function newProgram(fields: object = {}) {
  made += 1;
  const answer = await ask("POST programs", {
    ...programFields,
    name: `edited-${made}`,
    ...fields,
  });
  return answer.body as { id: number; name: string; version: number };
}
const edit = (id: number, fields: object) =>
  ask("PUT programs/[id]", { ...programFields, version: 1, ...fields }, { id: String(id) });
const setStatus = (id: number, status: string, version: number) =>
  ask("PUT programs/[id]/status", { status, version, reason: "a test" }, { id: String(id) });
const newGroup = (name: string) => ask("POST groups", { name, ...groupFields });
const archive = (name: string, archived = true, version = 1) =>
  ask("PUT groups/[name]/archived", { archived, version, reason: "a test" }, { name });
const onSale = async () => (await listPrograms(database())).map(({ id }) => id);

const problems = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  Object.fromEntries(
    (body.error.fields ?? []).map((field: { path: string; message: string }) => [
      field.path,
      field.message,
    ]),
  );

const funded = {
  ...stepFields,
  name: "Funded",
  phase_type: 1,
  account_group: "PROP-FUNDED-100K",
  profit_target_pct: null,
};

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

test("a program's phases are added, taken away and put in another order", async () => {
  const second = { ...stepFields, name: "Verification", duration_days: 60 };
  const program = await newProgram({ steps: [stepFields, second, funded] });
  expect(await onSale()).toContain(program.id);
  const { status } = await edit(program.id, {
    name: program.name,
    steps: [second, stepFields],
  });
  expect(status).toBe(200);
  const shown = (await listPrograms(database())).find(({ id }) => id === program.id);
  expect(shown?.steps.map(({ name, phase_index }) => [phase_index, name])).toEqual([
    [1, "Verification"],
    [2, "Evaluation"],
  ]);
  const [, entry] = await auditOf(program.id);
  expect(entry).toMatchObject({ action: "program.edit" });
  expect([entry?.before.steps.length, entry?.after.steps.length]).toEqual([3, 2]);
});

test("each mistake of a phase is told at its field, what only the trading server knows too", async () => {
  const steps = [
    { ...funded, account_group: "PROP-DEMO-100K" },
    { ...stepFields, max_total_loss_pct: null },
    { ...stepFields, max_daily_loss_pct: 11, max_trading_days: 31 },
    { ...stepFields, min_trading_days: 40 },
  ];
  const answer = await ask("POST programs", { ...programFields, steps });
  expect(problems(answer)).toEqual({
    "steps.0.phase_type": expect.stringContaining("must be the last phase"),
    "steps.1.max_total_loss_pct": "is required beside a daily loss",
    "steps.2.max_daily_loss_pct": "must not be above the total loss of 10%",
    "steps.2.max_trading_days": "must not be above the duration of 30 days",
    "steps.3.min_trading_days": expect.stringContaining("must not be above 30"),
  });
  await newGroup("ARCHIVED-1");
  await archive("ARCHIVED-1");
  const groups = ["NOWHERE", "ARCHIVED-1", "PROP-FUNDED-100K"].map((account_group) => ({
    ...stepFields,
    account_group,
  }));
  const refused = await ask("POST programs", {
    ...programFields,
    steps: [...groups, { ...funded, account_group: "PROP-DEMO-25K" }],
  });
  expect(problems(refused)).toEqual({
    "steps.0.account_group": "is not a group of the trading server",
    "steps.1.account_group": "is archived: choose another group",
    "steps.2.account_group": expect.stringContaining("must be a DEMO group"),
    "steps.3.account_group": expect.stringContaining("must be a REAL group"),
  });
  expect(problems(await ask("POST programs", { ...programFields, name: "trial-10k" }))).toEqual({
    name: "is another program's already",
  });
});

test("what was bought keeps its rules when the program changes", async () => {
  const { id, name } = await newProgram();
  const bought = await buyThroughRoute(me, { program_id: id });
  expect(bought.status).toBe(200);
  await edit(id, { name, display_name: "Other", steps: [{ ...stepFields, max_positions: 1 }] });
  const { rows } = await sql("select program from purchases where program_id = $1", [id]);
  expect(rows[0].program).toMatchObject({
    display_name: "Edited 100K",
    steps: [{ max_positions: 20 }],
  });
});

test("a program is disabled, archived and sold again, each with an entry", async () => {
  const { id } = await newProgram();
  expect((await setStatus(id, "disabled", 1)).body).toMatchObject({ status: "disabled" });
  expect(await onSale()).not.toContain(id);
  expect((await setStatus(id, "archived", 1)).body.error.message).toContain("changed meanwhile");
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

test("a group that a program on sale uses can't be archived; one that is archived sells nothing", async () => {
  await newGroup("EDITED-50K");
  const steps = [{ ...stepFields, account_group: "EDITED-50K" }];
  const { id } = await newProgram({ steps, display_name: "In need" });
  const refused = await archive("EDITED-50K");
  expect([refused.status, refused.body.error.code]).toEqual([409, "INVALID_STATE"]);
  expect(refused.body.error.message).toContain("In need");
  await setStatus(id, "disabled", 1);
  expect((await archive("EDITED-50K")).body).toMatchObject({ archived: true, version: 2 });
  expect((await setStatus(id, "active", 2)).body.error.message).toContain("is archived");
  // As if both had happened in the same moment.
  await sql("update programs set status = 0 where id = $1", [id]);
  expect(await onSale()).not.toContain(id);
  expect((await buyThroughRoute(me, { program_id: id })).body.error.code).toBe("PROGRAM_DISABLED");
  expect((await auditOf("EDITED-50K")).map(({ action }) => action)).toEqual([
    "group.create",
    "group.archive",
  ]);
  expect((await archive("WALLET-USD")).body.error.message).toContain("wallets of new customers");
});

test("a group that is archived twice is archived once", async () => {
  await newGroup("EDITED-TWICE");
  expect((await archive("EDITED-TWICE")).body).toMatchObject({ archived: true, version: 2 });
  expect((await archive("EDITED-TWICE", true, 2)).body).toMatchObject({ version: 2 });
  expect((await auditOf("EDITED-TWICE")).map(({ action }) => action)).toEqual([
    "group.create",
    "group.archive",
  ]);
});

test("a group is archived or comes to be sold in, not both in the same moment", async () => {
  await newGroup("EDITED-RACE");
  const steps = [{ ...stepFields, account_group: "EDITED-RACE" }];
  const input = newProgramInput.parse({ ...programFields, name: "race", steps });
  // Archived right after the program's groups were looked at.
  const server = tradingServer(database());
  const late = {
    ...server,
    getGroups: async (names: string[]) => {
      const groups = await server.getGroups(names);
      await archive("EDITED-RACE");
      return groups;
    },
  };
  await expect(createProgram(admin.ctx, input, late)).rejects.toMatchObject({
    fields: [{ path: "steps.0.account_group", message: expect.stringContaining("is archived") }],
  });
  await archive("EDITED-RACE", false, 2);
  // Archived while the program is being written: it waits, and is refused then.
  let archiving: ReturnType<typeof archive> | undefined;
  const during = {
    ...server,
    holdGroups: async (tx: Transaction, names: string[]) => {
      const held = await server.holdGroups(tx, names);
      archiving = archive("EDITED-RACE", true, 3);
      await sleep(100);
      return held;
    },
  };
  expect(await createProgram(admin.ctx, input, during)).toMatchObject({ name: "race" });
  expect((await archiving)?.body.error).toMatchObject({ code: "INVALID_STATE" });
});

test("a group in use keeps its mode and currency; its deposit and leverage are for accounts to come", async () => {
  await newGroup("EDITED-USED");
  const login = await openAccount(me, "EDITED-USED");
  const change = (fields: object, version = 1) =>
    ask("PUT groups/[name]", { ...groupFields, version, ...fields }, { name: "EDITED-USED" });
  expect(problems(await change({ currency: "eur", account_mode: 1 }))).toEqual({
    account_mode: "can't change once accounts were opened in the group",
    currency: "can't change once accounts were opened in the group",
  });
  const { status, body } = await change({ leverage: 10, default_deposit_cents: 100 });
  expect([status, body.leverage, body.default_deposit_cents]).toEqual([200, 10, 100]);
  const { rows } = await sql("select leverage from trading_accounts where login = $1", [login]);
  expect(rows[0].leverage).toBe(50);
  expect((await change({ leverage: 20 }, 1)).body.error.message).toContain("changed meanwhile");
});

test("a firm with a trading server of its own is told where its groups are managed", async () => {
  const server = { ...tradingServer(database()), ...unsupportedGroups };
  expect(await listGroups(admin.ctx, server)).toBeNull();
  const wanted = { name: "X", ...groupFields, account_mode: 0, currency: "usd" } as const;
  await expect(createGroup(admin.ctx, wanted, server)).rejects.toMatchObject({
    code: "INVALID_STATE",
    message: expect.stringContaining("managed at the server itself"),
  });
});
