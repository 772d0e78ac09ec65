import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { anonymousCtx } from "@/testing/actors/contexts";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { sql } from "@/testing/database/sql";
import { cuttableDatabase } from "@/testing/faults/cut-database";
import { callHandler } from "@/testing/http/call-handler";
import { as } from "@/testing/http/client";
import { resetMetrics, sample, scrape } from "@/testing/http/metrics";
import { payForAccount } from "@/testing/stripe/payments";
import { readMetrics } from "./read-metrics";

const database = await cuttableDatabase();
const { GET: unknownRoute } = await import("@/app/api/[[...path]]/route");

beforeEach(resetMetrics);

test("propdesk_http_request_duration_seconds: → counted by the pattern of the route, method and status", async () => {
  const customer = await newCustomer();
  const { id } = await payForAccount(customer);
  const count = "propdesk_http_request_duration_seconds_count";
  const labels = { method: "GET", route: "/v2/payments/[payment_id]" };
  for (const payment_id of [id, id, "pay_unknown"]) {
    await as(customer).get(`/v2/payments/${payment_id}`);
  }
  expect(await sample(count, { ...labels, status: "200" })).toBe(2);
  expect(await sample(count, { ...labels, status: "404" })).toBe(1);
  for (const path of ["/api/wp-admin.php", "/api/x/y/z"]) await callHandler(unknownRoute, { path });
  expect(await sample(count, { route: "unknown", status: "404" })).toBe(2);
});

test("propdesk_build_info: → 1, labeled with the release and the version of Node.js", async () => {
  const labels = { release: "development", node: process.version };
  expect(await sample("propdesk_build_info", labels)).toBe(1);
});

test("GET /api/metrics: → metrics of the pool and the process, and no label with an id or an address", async () => {
  await payForAccount(await newCustomer());
  await runAllJobs();
  expect(await sample("propdesk_database_pool_connections", { state: "limit" })).toBe(20);
  expect(await sample("propdesk_database_pool_connections", { state: "open" })).toBeGreaterThan(0);
  expect(await sample("process_resident_memory_bytes")).toBeGreaterThan(1_000_000);
  const { body, headers } = await scrape();
  expect(headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const labels = [...String(body).matchAll(/="([^"]*)"/g)].map(([, value]) => value);
  expect(labels.length).toBeGreaterThan(50);
  for (const label of labels) expect(label).not.toMatch(/[a-z]_[0-9a-zA-Z]{14}|@|\d{6}/);
});

test("GET /api/metrics: twice within 5 s → the database is read once", async () => {
  await scrape();
  await sql("select graphile_worker.add_job('open-wallet', '{}'::json, run_at => now())");
  const { body } = await scrape();
  expect(body).toContain('propdesk_jobs{task="open-wallet",state="due"} 0');
  await sql("delete from graphile_worker._private_jobs where payload::text = '{}'");
});

describe("readMetrics, in production", () => {
  const token = "a-token-of-the-metrics";
  const production = { PROPDESK_MODE: "production", METRICS_TOKEN: token } as const;
  const readWith = (authorization: string | null, settings: object = production) =>
    readMetrics(anonymousCtx(), authorization, { ...production, ...settings });

  test("METRICS_TOKEN as the bearer token → the metrics", async () => {
    expect((await readWith(`Bearer ${token}`)).text).toContain("propdesk_database_up 1");
  });

  test.each([
    ["no header", null],
    ["an empty header", ""],
    ["no token", "Bearer"],
    ["another token", "Bearer wrong"],
    ["a long token", `Bearer ${"x".repeat(10_000)}`],
    ["another scheme", "Basic YTpi"],
  ])("%s → UNAUTHENTICATED", async (_, authorization) => {
    await expect(readWith(authorization)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  test("METRICS_TOKEN isn't set → NOT_FOUND", async () => {
    await expect(readWith("Bearer undefined", { METRICS_TOKEN: undefined })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("readMetrics, database unavailable", () => {
  afterAll(() => database.restore());

  test("→ the metrics of the process, and propdesk_database_up is 0", async () => {
    await database.cut();
    expect(await sample("propdesk_database_up")).toBe(0);
    expect(await sample("process_cpu_seconds_total")).toBeGreaterThan(0);
    await database.restore();
    expect(await sample("propdesk_database_up")).toBe(1);
    await database.cut();
  });
});
