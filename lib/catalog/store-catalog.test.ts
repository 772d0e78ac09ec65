import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connection, database } from "@/lib/core/database";
import { log } from "@/lib/core/log";
import * as trading from "@/lib/trading";
import { newAdmin } from "@/testing/actors/admin";
import { tierFields } from "@/testing/catalog/fields";
import { sql } from "@/testing/database/sql";
import { cuttableDatabase } from "@/testing/faults/cut-database";
import { as } from "@/testing/http/client";
import { currentStoreCatalog, readStoreCatalog } from ".";

const line = await cuttableDatabase();
let isCut = false;

/** `performance.now`, which these tests move. */
let now = 1_000_000;
beforeEach(() => {
  // Each test begins long after the one before.
  now += 3_600_000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.spyOn(log(), "warn").mockImplementation(() => {});
});
afterEach(async () => {
  vi.restoreAllMocks();
  if (isCut) await line.restore();
  isCut = false;
});

const cut = async () => {
  isCut = true;
  await line.cut();
};
const priceOf = async (read = currentStoreCatalog) =>
  (await read()).tiers.find(({ id }) => id === "tier_10k")?.price_cents;
const setPrice = (cents: number) =>
  sql("update tiers set price_cents = $1 where id = 'tier_10k'", [cents]);

test("currentStoreCatalog: → the catalog as it is read, with a version", async () => {
  const catalog = await currentStoreCatalog();
  expect(catalog).toEqual(await readStoreCatalog(database()));
  expect(catalog.tiers.length).toBeGreaterThan(4);
  expect(catalog.programs?.length).toBeGreaterThan(3);
  expect(catalog.walletCurrencies).toContain("usd");
  expect(catalog.version).toMatch(/^[\w-]{43}$/);
});

test("currentStoreCatalog: read again within a second → a change is in it, with another version", async () => {
  const before = await currentStoreCatalog();
  await setPrice(9_800);
  now += 899;
  expect(await currentStoreCatalog()).toBe(before);
  now += 1;
  expect(await priceOf()).toBe(9_800);
  expect((await currentStoreCatalog()).version).not.toBe(before.version);
  await setPrice(9_900);
  now += 1_000;
  expect((await currentStoreCatalog()).version).toBe(before.version);
});

test.each([
  ["a tier", () => setPrice(9_700)],
  [
    "a tier's markets",
    () => sql("delete from tier_markets where tier_id = 'tier_10k' and market = 'forex'"),
  ],
  [
    "a program that only cards buy",
    () => sql("update programs set description = 'Changed' where name = 'one-phase-10k'"),
  ],
  ["a program", () => sql("update programs set display_name = 'Changed' where id = 1")],
  [
    "a phase",
    () =>
      sql(
        "update program_steps set rule_set_id = (select rule_set_id from program_steps where program_id = 4) where program_id = 1 and phase_index = 1",
      ),
  ],
  [
    "an account group",
    () => sql("update account_groups set default_deposit_cents = 1 where name = 'PROP-DEMO-100K'"),
  ],
  [
    "where wallets can be opened",
    () => sql("update account_groups set archived_at = now() where name = 'WALLET-EUR'"),
  ],
])("currentStoreCatalog: %s changes → another version", async (_, change) => {
  const before = await currentStoreCatalog();
  await change();
  now += 1_000;
  expect((await currentStoreCatalog()).version).not.toBe(before.version);
});

test("currentStoreCatalog: a catalog action of an admin → seen within a second", async () => {
  const admin = await newAdmin();
  await currentStoreCatalog();
  await as(admin).post("/api/admin/catalog/tiers", { id: "tier_new", ...tierFields });
  now += 1_000;
  expect((await currentStoreCatalog()).tiers.map(({ id }) => id)).toContain("tier_new");
});

test("currentStoreCatalog: many callers → one read", async () => {
  const read = vi.spyOn(database(), "select");
  await readStoreCatalog(database());
  const ofOne = read.mock.calls.length;
  read.mockClear();
  const all = await Promise.all(Array.from({ length: 20 }, () => currentStoreCatalog()));
  expect(new Set(all).size).toBe(1);
  expect(read).toHaveBeenCalledTimes(ofOne);
});

test("currentStoreCatalog: the database is unavailable → the last one for five minutes, then a rejection; back → as it is", async () => {
  const before = await currentStoreCatalog();
  await cut();
  now += 60_000;
  expect(await currentStoreCatalog()).toBe(before);
  now += 239_999;
  expect(await currentStoreCatalog()).toBe(before);
  now += 1;
  await expect(currentStoreCatalog()).rejects.toThrow();
  await line.restore();
  isCut = false;
  await setPrice(9_600);
  expect(await priceOf()).toBe(9_600);
});

test("currentStoreCatalog: after a failure → the database isn't asked again for a second", async () => {
  await currentStoreCatalog();
  await cut();
  now += 60_000;
  const warned = vi.spyOn(log(), "warn");
  for (let n = 0; n < 5; n++) await currentStoreCatalog();
  expect(warned).toHaveBeenCalledTimes(1);
  now += 1_000;
  await currentStoreCatalog();
  expect(warned).toHaveBeenCalledTimes(2);
});

test("currentStoreCatalog: the database doesn't respond → the last one after a second", async () => {
  const before = await currentStoreCatalog();
  now += 60_000;
  const client = await connection().pool.connect();
  await client.query("begin; lock table tiers in access exclusive mode");
  try {
    expect(await currentStoreCatalog()).toBe(before);
  } finally {
    await client.query("rollback");
    client.release();
  }
});

test("readStoreCatalog: the trading server is unreachable → no programs and no version", async () => {
  vi.spyOn(trading, "withTimeout").mockRejectedValue(new Error("no trading server"));
  const { tiers, programs, walletCurrencies, version } = await readStoreCatalog(database());
  expect(tiers.length).toBeGreaterThan(4);
  expect([programs, walletCurrencies, version]).toEqual([null, null, null]);
});
