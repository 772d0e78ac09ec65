import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import type { Transaction } from "@/db/client";
import { database } from "@/lib/core/database";
import { tradingServer, unsupportedGroups } from "@/lib/trading";
import { type Admin, auditOf, newAdmin } from "@/testing/actors/admin";
import { buyFromWallet, newTrader, openAccount, type Trader } from "@/testing/actors/trader";
import { groupFields, programFields, stepFields } from "@/testing/catalog/fields";
import { sql } from "@/testing/database/sql";
import { fieldMessages } from "@/testing/http/call-handler";
import { as } from "@/testing/http/client";
import { createGroup, createProgram, listGroups, listPrograms } from ".";
import { newProgramInput } from "./schemas";

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
  return response.body as { id: number; name: string; version: number };
}
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

test("PUT /api/admin/catalog/groups/{name}/archived: a program on sale uses it → INVALID_STATE; archived → its programs aren't sold", async () => {
  await newGroup("EDITED-50K");
  const steps = [{ ...stepFields, account_group: "EDITED-50K" }];
  const { id } = await newProgram({ steps, display_name: "In need" });
  const rejected = await archive("EDITED-50K");
  expect([rejected.status, rejected.body.error.code]).toEqual([409, "INVALID_STATE"]);
  expect(rejected.body.error.message).toContain("In need");
  await setStatus(id, "disabled", 1);
  expect((await archive("EDITED-50K")).body).toMatchObject({ archived: true, version: 2 });
  expect((await setStatus(id, "active", 2)).body.error.message).toContain("is archived");
  // As after a concurrent change of both.
  await sql("update programs set status = 0 where id = $1", [id]);
  expect(await onSale()).not.toContain(id);
  expect((await buyFromWallet(me, { program_id: id })).body.error.code).toBe("PROGRAM_DISABLED");
  expect((await auditOf("EDITED-50K")).map(({ action }) => action)).toEqual([
    "group.create",
    "group.archive",
  ]);
  expect((await archive("WALLET-USD")).body.error.message).toContain("wallets of new customers");
});

test("PUT /api/admin/catalog/groups/{name}/archived: archived already → unchanged, one audit entry", async () => {
  await newGroup("EDITED-TWICE");
  expect((await archive("EDITED-TWICE")).body).toMatchObject({ archived: true, version: 2 });
  expect((await archive("EDITED-TWICE", true, 2)).body).toMatchObject({ version: 2 });
  expect((await auditOf("EDITED-TWICE")).map(({ action }) => action)).toEqual([
    "group.create",
    "group.archive",
  ]);
});

test("createProgram: its group is archived concurrently → one of the two is rejected", async () => {
  await newGroup("EDITED-RACE");
  const steps = [{ ...stepFields, account_group: "EDITED-RACE" }];
  const input = newProgramInput.parse({ ...programFields, name: "race", steps });
  // Archived right after the program's groups were read.
  const server = tradingServer(database());
  const archivedAfterRead = {
    ...server,
    getGroups: async (names: string[]) => {
      const groups = await server.getGroups(names);
      await archive("EDITED-RACE");
      return groups;
    },
  };
  await expect(createProgram(admin.ctx, input, archivedAfterRead)).rejects.toMatchObject({
    fields: [{ path: "steps.0.account_group", message: expect.stringContaining("is archived") }],
  });
  await archive("EDITED-RACE", false, 2);
  // Archived while the program is being written: it waits, and is rejected then.
  let archiving: ReturnType<typeof archive> | undefined;
  const archivedDuringWrite = {
    ...server,
    lockGroups: async (tx: Transaction, names: string[]) => {
      const locked = await server.lockGroups(tx, names);
      archiving = archive("EDITED-RACE", true, 3);
      await sleep(100);
      return locked;
    },
  };
  expect(await createProgram(admin.ctx, input, archivedDuringWrite)).toMatchObject({
    name: "race",
  });
  expect((await archiving)?.body.error).toMatchObject({ code: "INVALID_STATE" });
});

test("PUT /api/admin/catalog/groups/{name}: accounts were opened → mode and currency rejected; leverage changes for later accounts", async () => {
  await newGroup("EDITED-USED");
  const login = await openAccount(me, "EDITED-USED");
  const change = (fields: object, version = 1) =>
    as(admin).put("/api/admin/catalog/groups/EDITED-USED", { ...groupFields, version, ...fields });
  expect(fieldMessages(await change({ currency: "eur", account_mode: 1 }))).toEqual({
    account_mode: "can't be changed because accounts already use this group",
    currency: "can't be changed because accounts already use this group",
  });
  const { status, body } = await change({ leverage: 10, default_deposit_cents: 100 });
  expect([status, body.leverage, body.default_deposit_cents]).toEqual([200, 10, 100]);
  const { rows } = await sql("select leverage from trading_accounts where login = $1", [login]);
  expect(rows[0].leverage).toBe(50);
  expect((await change({ leverage: 20 }, 1)).body.error.message).toContain(
    "Someone else changed this",
  );
});

test("createGroup: the trading server manages its own groups → INVALID_STATE; listGroups → null", async () => {
  const server = { ...tradingServer(database()), ...unsupportedGroups };
  expect(await listGroups(admin.ctx, server)).toBeNull();
  const input = { name: "X", ...groupFields, account_mode: 0, currency: "usd" } as const;
  await expect(createGroup(admin.ctx, input, server)).rejects.toMatchObject({
    code: "INVALID_STATE",
    message: expect.stringContaining("managed on the trading server"),
  });
});
