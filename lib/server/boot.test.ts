import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { connection } from "@/lib/core/database";
import * as vanta from "@/lib/venues/vanta/settings";
import { newCustomer } from "@/testing/actors/customer";
import { sql } from "@/testing/database/sql";
import { production, START_MS, setDemoLogins, startServer } from "@/testing/http/start-server";
import { startCheckout } from "@/testing/stripe/payments";
import { confirm, deliver, eventOf } from "@/testing/stripe/sandbox";
import { drainMs } from "./boot";

vi.setConfig({ testTimeout: 300_000 });

/** How many provisioning jobs run. */
const provisioning = async () =>
  (
    await sql(
      "select from graphile_worker.jobs where task_identifier = 'provision-account' and locked_by is not null",
    )
  ).rowCount;

// Longer than the 10 s that a process once waited for its jobs.
const LONG_MS = 11_000;

test.each(["SIGTERM", "SIGINT"] as const)(
  "boot: %s → the server finishes its requests and job, accepts no more, and ends with 0",
  async (signal) => {
    const customer = await newCustomer();
    const bought = await startCheckout(customer);
    await confirm(bought.stripe_payment_intent_id);
    const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
    const holder = await connection().pool.connect();
    await holder.query("begin");
    await holder.query("lock table embedded_entities in access exclusive mode");
    await deliver(event);
    const server = await startServer();
    await vi.waitFor(async () => expect(await provisioning()).toBe(1), { timeout: START_MS });
    const slow = fetch(`${server.origin}/1500`).then((response) => response.text());
    await sleep(200);
    server.process.kill(signal);
    await sleep(200);
    await expect(fetch(`${server.origin}/0`)).rejects.toThrow();
    expect(await slow).toBe("done");
    expect(server.process.exitCode).toBeNull();
    await holder.query("rollback");
    holder.release();
    expect(await server.exited).toBe(0);
    const { rows } = await sql("select status from prop_accounts where payment_id = $1", [
      bought.payment_id,
    ]);
    expect(rows).toEqual([{ status: "active" }]);
  },
);

test("a worker process, SIGTERM during a long job → ends after the job", async () => {
  const customer = await newCustomer();
  const bought = await startCheckout(customer);
  await confirm(bought.stripe_payment_intent_id);
  const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
  const holder = await connection().pool.connect();
  await holder.query("begin");
  await holder.query("lock table embedded_entities in access exclusive mode");
  await deliver(event);
  const server = await startServer();
  await vi.waitFor(async () => expect(await provisioning()).toBe(1), { timeout: START_MS });
  server.process.kill("SIGTERM");
  await sleep(LONG_MS);
  expect(server.process.exitCode).toBeNull();
  await holder.query("rollback");
  holder.release();
  expect(await server.exited).toBe(0);
  const { rows } = await sql("select status from prop_accounts where payment_id = $1", [
    bought.payment_id,
  ]);
  expect(rows).toEqual([{ status: "active" }]);
});

test("drainMs: → 20 s, or as long as provisioning may take", () => {
  expect(drainMs()).toBe(20_000);
  const settings = {
    gatewayUrl: "https://gateway.example",
    apiKey: "key",
    entity: "",
    timeoutMs: 70_000,
    settleMs: 120_000,
  };
  vi.spyOn(vanta, "vantaSettings").mockReturnValue(settings);
  expect(drainMs()).toBe(120_000);
  vi.mocked(vanta.vantaSettings).mockReturnValue({ ...settings, timeoutMs: 5_000 });
  expect(drainMs()).toBe(25_000);
  vi.restoreAllMocks();
});

test("boot: production, requests with X-Forwarded-For, no trusted proxy → one warning", async () => {
  await setDemoLogins("2026-01-01");
  const server = await startServer(production);
  await vi.waitFor(() => expect(server.output()).toContain("listening"), { timeout: START_MS });
  await fetch(`${server.origin}/0`);
  expect(server.output()).not.toContain("proxy.not_trusted");
  const forwarded = { headers: { "x-forwarded-for": "203.0.113.66" } };
  for (let n = 0; n < 3; n++) await fetch(`${server.origin}/0`, forwarded);
  await vi.waitFor(() => expect(server.output()).toContain("proxy.not_trusted"));
  expect(server.output().match(/proxy\.not_trusted/g)).toHaveLength(1);
});

test("boot: production without email and with a misspelled setting → one warning each, no other", async () => {
  await setDemoLogins("2026-01-01");
  const silent = await startServer({ ...production, TRUSTED_PROXY_HOP: "1", RATE_LIMIT_READ: "9" });
  await vi.waitFor(() => expect(silent.output()).toContain("listening"), { timeout: START_MS });
  expect(silent.output().match(/SMTP_URL isn't set, so no emails will be sent/g)).toHaveLength(1);
  const meant = /RATE_LIMIT_READ isn't a setting and is ignored\. Did you mean RATE_LIMIT_READS\?/g;
  expect(silent.output().match(meant)).toHaveLength(1);
  // Its right name is set.
  expect(silent.output()).not.toContain("TRUSTED_PROXY_HOP isn't a setting");
  silent.process.kill("SIGTERM");
  expect(await silent.exited).toBe(0);
  const mail = { SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "desk@firm.example" };
  const talking = await startServer({ ...production, ...mail });
  await vi.waitFor(() => expect(talking.output()).toContain("listening"), { timeout: START_MS });
  expect(talking.output()).not.toMatch(/SMTP_URL|isn't a setting/);
  talking.process.kill("SIGTERM");
  expect(await talking.exited).toBe(0);
});

test("boot: an https APP_URL → Strict-Transport-Security on every response; http → none", async () => {
  await setDemoLogins("2026-01-01");
  for (const APP_URL of ["https://firm.example", "http://localhost:3000"]) {
    const server = await startServer({ ...production, APP_URL });
    await vi.waitFor(() => expect(server.output()).toContain("listening"), { timeout: START_MS });
    const { headers } = await fetch(`${server.origin}/0`);
    expect(headers.get("strict-transport-security")).toBe(
      APP_URL.startsWith("https:") ? "max-age=63072000" : null,
    );
    server.process.kill("SIGTERM");
    expect(await server.exited).toBe(0);
  }
});

test("boot: SMTP_URL without MAIL_FROM → ends with a sentence", async () => {
  const server = await startServer({ ...production, SMTP_URL: "smtp://127.0.0.1:1" });
  expect(await server.exited).toBe(1);
  expect(server.output()).toContain("MAIL_FROM isn't set, and SMTP_URL needs it");
});
