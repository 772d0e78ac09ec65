import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { connection } from "@/lib/database";
import { type Postgres, startPostgres } from "@/sandbox/postgres/start";
import { call, newCustomer } from "@/testing/api";
import { buy, confirm, deliver, eventOf, workOff } from "@/testing/stripe";

let dataDir: string;
let server: Postgres;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "propdesk-away-"));
  server = await startPostgres({ dataDir });
  process.env.DATABASE_URL = server.url("postgres");
  await migrate(server.url("postgres"));
  await seedDemo(server.url("postgres"));
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test("an event that comes while the database is away is not acknowledged, and its retry lands", async () => {
  const { headers } = await newCustomer();
  const bought = await buy(headers);
  await confirm(bought.stripe_payment_intent_id);
  const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");

  server.kill();
  await server.exited;
  // Its back ends outlive it by a moment, and would still take the event.
  await vi.waitUntil(() => connection().pool.totalCount === 0, { timeout: 5_000 });
  const lost = await deliver(event);
  expect([lost.status, lost.body.error.code]).toEqual([503, "UNAVAILABLE"]);
  expect(lost.body.error.retryable).toBe(true);
  expect(lost.headers.get("retry-after")).toBe("5");
  const sick = await call(health);
  expect([sick.status, sick.body.database]).toEqual([503, "away"]);

  server = await startPostgres({ dataDir });
  expect((await deliver(event)).status).toBe(200);
  await workOff();
  const { rows } = await connection().pool.query(
    "select status from prop_accounts where payment_id = $1",
    [bought.payment_id],
  );
  expect(rows).toEqual([{ status: "active" }]);
});
