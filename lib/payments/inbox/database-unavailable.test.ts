import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed";
import { connection } from "@/lib/core/database";
import { type Postgres, startPostgres } from "@/sandbox/postgres/start";
import { anonymous } from "@/testing/actors/credentials";
import { newCustomer } from "@/testing/actors/customer";
import { runAllJobs } from "@/testing/database/jobs";
import { as } from "@/testing/http/client";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventOf } from "@/testing/stripe/sandbox";

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

test("POST /v2/webhooks/stripe: the database is unavailable → not acknowledged; Stripe's retry → handled", async () => {
  const bought = await startCheckout(await newCustomer());
  await confirm(bought.stripe_payment_intent_id);
  const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");

  server.kill();
  await server.exited;
  // Its back ends live a moment longer, and would still accept the event.
  await vi.waitUntil(() => connection().pool.totalCount === 0, { timeout: 5_000 });
  const lost = await deliver(event);
  expect([lost.status, lost.body.error.code]).toEqual([503, "UNAVAILABLE"]);
  expect(lost.body.error.retryable).toBe(true);
  expect(lost.headers.get("retry-after")).toBe("5");
  const sick = await as(anonymous).get("/api/health");
  expect([sick.status, sick.body.database]).toEqual([503, "away"]);

  server = await startPostgres({ dataDir });
  expect((await deliver(event)).status).toBe(200);
  await runAllJobs();
  const { rows } = await connection().pool.query(
    "select status from prop_accounts where payment_id = $1",
    [bought.payment_id],
  );
  expect(rows).toEqual([{ status: "active" }]);
});
