import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connect } from "@/db/client";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { reportDatabase } from "./report-database";

const url = process.env.DATABASE_URL ?? "";
const errors = vi.spyOn(log(), "error");
const warnings = vi.spyOn(log(), "warn");
const usual = env().DATABASE_POOL_SIZE;
// Few enough, however many connections other test files have to the same server.
beforeEach(() => {
  env().DATABASE_POOL_SIZE = 4;
});
afterEach(() => {
  vi.clearAllMocks();
  env().DATABASE_POOL_SIZE = usual;
});

/** The name and the fields of what was logged. */
async function reported(...args: Parameters<typeof connect>) {
  const { pool, db } = connect(...args);
  await reportDatabase(db).finally(() => pool.end());
  return [...errors.mock.calls, ...warnings.mock.calls].map(([fields, name]) => [name, fields]);
}

test("reportDatabase: a correct database → no log line", async () => {
  expect(await reported(url, 1)).toEqual([]);
});

test("reportDatabase: a wrong password → its state and advice", async () => {
  const { href } = Object.assign(new URL(url), { password: "wrong" });
  expect(await reported(href, 1)).toEqual([
    [
      "database.not_usable",
      { database: "login rejected", advice: expect.stringMatching(/^The database rejects/) },
    ],
  ]);
});

test("reportDatabase: sessions without time limits, as behind a pooler → names DATABASE_DIRECT_URL", async () => {
  expect(await reported(url, 1, { pooler: true })).toEqual([
    [
      "database.pooler_without_direct_url",
      { advice: expect.stringContaining("Set DATABASE_DIRECT_URL") },
    ],
  ]);
});

test("reportDatabase: fewer free connections than DATABASE_POOL_SIZE → database.few_connections", async () => {
  // The tests' server allows 100.
  env().DATABASE_POOL_SIZE = 200;
  expect(await reported(url, 1)).toEqual([
    ["database.few_connections", expect.objectContaining({ usable: 97, pool_size: 200 })],
  ]);
});
