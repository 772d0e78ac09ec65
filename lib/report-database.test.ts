import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connect } from "@/db/client";
import { env } from "./env";
import { log } from "./log";
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
async function reported(...given: Parameters<typeof connect>) {
  const { pool, db } = connect(...given);
  await reportDatabase(db).finally(() => pool.end());
  return [...errors.mock.calls, ...warnings.mock.calls].map(([fields, name]) => [name, fields]);
}

test("reportDatabase: a database that is as it should be → nothing", async () => {
  expect(await reported(url, 1)).toEqual([]);
});

test("reportDatabase: a wrong password → its word and a sentence", async () => {
  const { href } = Object.assign(new URL(url), { password: "wrong" });
  expect(await reported(href, 1)).toEqual([
    [
      "database.not_usable",
      { database: "login rejected", advice: expect.stringMatching(/^The database rejects/) },
    ],
  ]);
});

test("reportDatabase: sessions without our time limits, as behind a pooler → names DATABASE_DIRECT_URL", async () => {
  expect(await reported(url, 1, { pooler: true })).toEqual([
    [
      "database.pooler_without_direct_url",
      { advice: expect.stringContaining("set DATABASE_DIRECT_URL") },
    ],
  ]);
});

test("reportDatabase: fewer connections are left than this process may open → database.few_connections", async () => {
  // The tests' server allows 100.
  env().DATABASE_POOL_SIZE = 200;
  expect(await reported(url, 1)).toEqual([
    ["database.few_connections", expect.objectContaining({ usable: 97, pool_size: 200 })],
  ]);
});
