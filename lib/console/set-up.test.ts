import { afterEach, beforeEach, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { type Admin, newAdmin } from "@/testing/actors/admin";
import { contextOf, newTrader } from "@/testing/actors/trader";
import { sql } from "@/testing/database/sql";
import { readSetUp } from "./set-up";

const usual = { ...env() };
let admin: Admin;
beforeEach(async () => {
  await sql("update api_apps set disabled_at = null");
  admin = await newAdmin();
  admin.ctx.actor.secondFactor = true;
});
afterEach(() => {
  Object.assign(env(), usual);
});
/** The settings of a firm with only those that starting requires. */
const inProduction = () =>
  Object.assign(env(), {
    PROPDESK_MODE: "production",
    STRIPE_API_BASE: undefined,
    SMTP_URL: undefined,
    FIRM_ADDRESS: [],
  });
const doneSteps = async () =>
  (await readSetUp(admin.ctx))?.filter(({ done }) => done).map(({ name }) => name);

test("readSetUp: the embedded stack with its demo data → nothing to set up", async () => {
  expect(await readSetUp(admin.ctx)).toBeNull();
});

test("readSetUp: each step is completed → done; all required steps are → null", async () => {
  inProduction();
  await sql("update tiers set archived_at = now()");
  await sql("update programs set status = 1");
  await sql("update api_apps set disabled_at = now()");
  env().WALLET_GROUP = "NONE";
  expect(await doneSteps()).toEqual([]);

  env().WALLET_GROUP = usual.WALLET_GROUP;
  expect(await doneSteps()).toEqual(["wallet_group"]);
  await sql("update tiers set archived_at = null where id = 'tier_25k'");
  expect(await doneSteps()).toEqual(["wallet_group", "something_on_sale"]);
  await sql(
    "insert into stripe_events (id, type, livemode, payload) values ('evt_first', 'charge.refunded', false, '{}')",
  );
  env().FIRM_ADDRESS = ["1 High Street"];
  await sql("update api_apps set disabled_at = null");
  expect((await readSetUp(admin.ctx))?.find(({ name }) => name === "legal_documents")?.done).toBe(
    false,
  );
  await sql(
    "insert into legal_documents (kind, version, markdown) select kind, 2, 'Adapted.' from legal_drafts",
  );
  const allButEmail = await readSetUp(admin.ctx);
  expect(allButEmail?.filter(({ done }) => !done)).toEqual([{ name: "email", done: false }]);
  env().SMTP_URL = "smtps://mail.example";
  expect(await readSetUp(admin.ctx)).toBeNull();
});

test("readSetUp: only optional steps are left → null", async () => {
  await sql("update api_apps set disabled_at = now()");
  expect(await readSetUp(admin.ctx)).toBeNull();
});

test("readSetUp: only a program is on sale → the sale step is done", async () => {
  inProduction();
  await sql("update tiers set archived_at = now()");
  await sql("update programs set status = 0 where id = 1");
  expect(await doneSteps()).toContain("something_on_sale");
});

test("readSetUp: a trader → FORBIDDEN", async () => {
  await expect(readSetUp(contextOf(await newTrader()))).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});
