import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { connection } from "@/lib/database";
import * as vanta from "@/lib/prop-accounts/providers/vanta/settings";
import { newCustomer } from "@/testing/api";
import { bundled } from "@/testing/bundled";
import { sql } from "@/testing/callers";
import { freePort } from "@/testing/free-port";
import { buy, confirm, deliver, eventOf } from "@/testing/stripe";
import { drainMs } from "./boot";

/** Processes start here, on a machine that may have much else to do. */
const START_MS = 90_000;
vi.setConfig({ testTimeout: 300_000 });

const [bootServer, workerProgram] = await Promise.all([
  bundled("testing/boot-server.ts"),
  bundled("scripts/worker.ts"),
]);
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
});

async function start(settings: Record<string, string | undefined> = {}) {
  const port = await freePort();
  const process_ = spawn(process.execPath, [bootServer], {
    env: {
      ...process.env,
      PORT: String(port),
      NEXT_MANUAL_SIG_HANDLE: "true",
      DRAIN_SECONDS: "0",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = process_;
  let said = "";
  for (const stream of [process_.stdout, process_.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const exited = once(process_, "exit").then(([code]) => code as number);
  return { process: process_, exited, said: () => said, origin: `http://127.0.0.1:${port}` };
}

/** How many provisioning jobs run. */
const provisioning = async () =>
  (
    await sql(
      "select from graphile_worker.jobs where task_identifier = 'provision-account' and locked_by is not null",
    )
  ).rowCount;

// Longer than the 10 s that a process once waited for its jobs.
const LONG_MS = 11_000;

/** Of the form that Stripe's keys have. */
const MADE_UP = "4q9Zt1XbR7mKe2VsL8wYc5HnJ3uGd6Pf";
const production = {
  PROPDESK_MODE: "production",
  APP_URL: "https://firm.example",
  STRIPE_API_BASE: "",
  STRIPE_JS_URL: "",
  TERMS_VERSION: "1",
  SUPPORT_EMAIL: "help@firm.example",
  PROVIDER: "embedded",
  ENTITY_ADDRESS: "5GNmcgfdSPnWSkBpm1i9bbpgTvbZZEPya81beKuZqc4fk1gU",
  STRIPE_SECRET_KEY: `sk_test_${MADE_UP}`,
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: `pk_test_${MADE_UP}`,
  STRIPE_WEBHOOK_SECRET: `whsec_${MADE_UP}`,
  LOG_LEVEL: "info",
  WORKER: "off",
  TRUSTED_PROXY_HOPS: "0",
};

/** The template's demo logins: production refuses to start with them. */
const setDemoLogins = async (disabledAt: string | null) => {
  await sql("update customers set disabled_at = $1 where public_id like 'usr_demo%'", [disabledAt]);
  await sql("update api_apps set disabled_at = $1 where id = 'app_demo'", [disabledAt]);
};

test.each(["SIGTERM", "SIGINT"] as const)(
  "on %s the server answers what it has begun, takes no more, lets its job end and ends with 0",
  async (signal) => {
    const { headers } = await newCustomer();
    const bought = await buy(headers);
    await confirm(bought.stripe_payment_intent_id);
    const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
    const holder = await connection().pool.connect();
    await holder.query("begin");
    await holder.query("lock table embedded_entities in access exclusive mode");
    await deliver(event);
    const server = await start();
    await vi.waitFor(async () => expect(await provisioning()).toBe(1), { timeout: START_MS });
    const slow = fetch(`${server.origin}/1500`).then((answer) => answer.text());
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

test("a job that takes longer than most is ended before the process is", async () => {
  const { headers } = await newCustomer();
  const bought = await buy(headers);
  await confirm(bought.stripe_payment_intent_id);
  const event = await eventOf(bought.stripe_payment_intent_id, "payment_intent.succeeded");
  const holder = await connection().pool.connect();
  await holder.query("begin");
  await holder.query("lock table embedded_entities in access exclusive mode");
  await deliver(event);
  const server = await start();
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

test("a process waits for 20 s, and where a gateway makes accounts for as long as that may take", () => {
  expect(drainMs()).toBe(20_000);
  const settings = {
    gatewayUrl: "https://gateway.example",
    apiKey: "key",
    entity: "",
    answerMs: 70_000,
    settleMs: 120_000,
  };
  vi.spyOn(vanta, "vantaSettings").mockReturnValue(settings);
  expect(drainMs()).toBe(120_000);
  vi.mocked(vanta.vantaSettings).mockReturnValue({ ...settings, answerMs: 5_000 });
  expect(drainMs()).toBe(25_000);
  vi.restoreAllMocks();
});

const DEMO = "update customers set disabled_at = null where public_id = 'usr_demo_admin'";
test.each([
  ["all of them", () => setDemoLogins(null), "app_demo, usr_demo_admin, usr_demo_trader"],
  ["one person", () => sql(DEMO), "usr_demo_admin"],
  [
    "the secret before a rotation",
    () =>
      sql(
        "update api_apps set disabled_at = null, previous_secret_hash = secret_hash, secret_hash = 'new' where id = 'app_demo'",
      ),
    "app_demo",
  ],
])("production with demo logins, %s → ends with 1 and names them", async (_, change, named) => {
  await setDemoLogins("2026-01-01");
  await change();
  const server = await start(production);
  expect(await server.exited).toBe(1);
  expect(server.said()).toContain(`demo logins whose secrets are public: ${named}.`);
  expect(server.said()).not.toContain("listening");
  await sql(
    "update api_apps set secret_hash = previous_secret_hash, previous_secret_hash = null where previous_secret_hash is not null",
  );
  await setDemoLogins("2026-01-01");
});

test("production with demo logins, its worker process → ends with 1", async () => {
  await setDemoLogins(null);
  const worker = spawn(process.execPath, [workerProgram], {
    env: { ...process.env, ...production },
  });
  child = worker;
  expect((await once(worker, "exit"))[0]).toBe(1);
  await setDemoLogins("2026-01-01");
});

test("production whose database is unavailable → starts, and ends once the database says that it has demo logins", async () => {
  await setDemoLogins(null);
  const port = await freePort();
  const own = new URL(process.env.DATABASE_URL ?? "");
  const target = { host: own.hostname, port: Number(own.port) };
  own.host = `127.0.0.1:${port}`;
  const server = await start({ ...production, DATABASE_URL: own.href });
  await vi.waitFor(() => expect(server.said()).toContain("listening"), { timeout: START_MS });
  const gate = createServer((socket) => {
    const through = connect(target);
    socket.on("error", () => through.destroy());
    through.on("error", () => socket.destroy());
    socket.pipe(through).pipe(socket);
  });
  gate.listen(port, "127.0.0.1");
  expect(await server.exited).toBe(1);
  gate.close();
  await setDemoLogins("2026-01-01");
});

test("production behind a proxy that it wasn't told of → one warning, however many requests come", async () => {
  await setDemoLogins("2026-01-01");
  const server = await start(production);
  await vi.waitFor(() => expect(server.said()).toContain("listening"), { timeout: START_MS });
  await fetch(`${server.origin}/0`);
  expect(server.said()).not.toContain("proxy.not_trusted");
  const forwarded = { headers: { "x-forwarded-for": "203.0.113.66" } };
  for (let n = 0; n < 3; n++) await fetch(`${server.origin}/0`, forwarded);
  await vi.waitFor(() => expect(server.said()).toContain("proxy.not_trusted"));
  expect(server.said().match(/proxy\.not_trusted/g)).toHaveLength(1);
});

test("production warns once of e-mail that it can't send and of a misspelled setting, and else of nothing", async () => {
  await setDemoLogins("2026-01-01");
  const silent = await start({ ...production, TRUSTED_PROXY_HOP: "1", RATE_LIMIT_READ: "9" });
  await vi.waitFor(() => expect(silent.said()).toContain("listening"), { timeout: START_MS });
  expect(silent.said().match(/SMTP_URL is not set: customers get no e-mail/g)).toHaveLength(1);
  const meant = /RATE_LIMIT_READ is no setting, and is ignored: did you mean RATE_LIMIT_READS\?/g;
  expect(silent.said().match(meant)).toHaveLength(1);
  // Its right name is set.
  expect(silent.said()).not.toContain("TRUSTED_PROXY_HOP is no setting");
  silent.process.kill("SIGTERM");
  expect(await silent.exited).toBe(0);
  const mail = { SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "desk@firm.example" };
  const talking = await start({ ...production, ...mail });
  await vi.waitFor(() => expect(talking.said()).toContain("listening"), { timeout: START_MS });
  expect(talking.said()).not.toMatch(/SMTP_URL|is no setting/);
  talking.process.kill("SIGTERM");
  expect(await talking.exited).toBe(0);
});

test("every response under an https APP_URL tells browsers to come by https alone, and none under http", async () => {
  for (const APP_URL of ["https://firm.example", "http://localhost:3000"]) {
    const server = await start({ ...production, APP_URL });
    await vi.waitFor(() => expect(server.said()).toContain("listening"), { timeout: START_MS });
    const { headers } = await fetch(`${server.origin}/0`);
    expect(headers.get("strict-transport-security")).toBe(
      APP_URL.startsWith("https:") ? "max-age=63072000" : null,
    );
    server.process.kill("SIGTERM");
    expect(await server.exited).toBe(0);
  }
});

test("a half-configured mail server stops the boot with a sentence", async () => {
  const server = await start({ ...production, SMTP_URL: "smtp://127.0.0.1:1" });
  expect(await server.exited).toBe(1);
  expect(server.said()).toContain("MAIL_FROM is not set, and SMTP_URL needs it");
});
