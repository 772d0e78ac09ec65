import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrate } from "@/db/migrate";
import { connection, database } from "@/lib/core/database";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { routeIncomingRequests } from "@/lib/http/incoming-requests";
import { anonymous } from "@/testing/actors/credentials";
import { as } from "@/testing/http/client";
import { scrape } from "@/testing/http/metrics";
import { sendConsoleToLog } from "./console-to-log";
import { reportDatabase } from "./report-database";

vi.setConfig({ testTimeout: 60_000 });

// Before the settings are read: a database in which there is nothing.
const url = new URL(process.env.DATABASE_URL ?? "");
const owner = new pg.Client({ connectionString: url.href });
await owner.connect();
await owner.query("create database not_migrated_yet");
await owner.end();
url.pathname = "/not_migrated_yet";
process.env.DATABASE_URL = url.href;

const input = { email: "ada@customer.example", password: "a long enough password" };
const origin = new URL(env().APP_URL).origin;
const client = { grant_type: "client_credentials", client_id: "app_x", client_secret: "x" };

const query = (text: string, values?: unknown[]) => connection().pool.query(text, values);
const failures = vi.fn();

// In Next.js's place: prints the error of a page, and sends its error page.
const server = createServer(async (_, response) => {
  await database()
    .execute(sql`select name from tiers`)
    .catch((error: unknown) => console.error("⨯", error));
  response.writeHead(200).end();
});
let stopWatching: () => void;
const printed = console.error;
beforeAll(async () => {
  vi.spyOn(log(), "error").mockImplementation(failures);
  sendConsoleToLog();
  stopWatching = routeIncomingRequests();
  await once(server.listen(0, "127.0.0.1"), "listening");
  // As a process does at its start.
  await reportDatabase();
});
afterAll(() => {
  console.error = printed;
  stopWatching();
  server.close();
});

async function getPage() {
  const { port } = server.address() as AddressInfo;
  const { status, headers } = await fetch(`http://127.0.0.1:${port}/`);
  return [status, headers.get("retry-after")];
}
const requests = {
  "POST /prop/auth/login": () => as(anonymous).post("/prop/auth/login", input),
  "POST /v2/oauth/token": () => as(anonymous).post("/v2/oauth/token", client),
  "POST /api/sign-up": () => as(anonymous).post("/api/sign-up", input, { headers: { origin } }),
};

test.each(Object.entries(requests))("%s: not migrated → 503 UNAVAILABLE", async (_, send) => {
  const { status, body, headers } = await send();
  expect([status, body.error.code, headers.get("retry-after")]).toEqual([503, "UNAVAILABLE", "5"]);
});

test("a page: not migrated → 503 with Retry-After, and an error that says why", async () => {
  failures.mockClear();
  expect(await getPage()).toEqual([503, "5"]);
  const fields = expect.objectContaining({ database: "not migrated", route: "page" });
  expect(failures.mock.calls).toEqual([[fields, "database.not_usable"]]);
});

test("GET /api/metrics: not migrated → the metrics of the process, and propdesk_database_up is 0", async () => {
  const { status, body } = await scrape();
  expect(status).toBe(200);
  expect(body).toContain("propdesk_database_up 0");
});

test("migrated while the process runs → served at once", async () => {
  await migrate(url.href);
  expect(await getPage()).toEqual([200, null]);
  expect((await requests["POST /prop/auth/login"]()).status).toBe(401);
});

test("a column is missing: an older database → 503; a migrated one → 500, a fault of ours", async () => {
  await query("alter table customers rename column password_hash to moved");
  const { rows } = await query(
    "delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations) returning hash, created_at",
  );
  expect((await as(anonymous).get("/api/health/ready")).body.database).toBe("not migrated");
  const older = await requests["POST /prop/auth/login"]();
  expect([older.status, older.body.error.code]).toEqual([503, "UNAVAILABLE"]);

  await query("insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)", [
    rows[0].hash,
    rows[0].created_at,
  ]);
  await vi.waitFor(async () => {
    const { status, body } = await requests["POST /prop/auth/login"]();
    expect([status, body.error.code]).toEqual([500, "INTERNAL"]);
  });
});
