/**
 * `npm run dev` and `npm run preview`: the whole stack on a machine without PostgreSQL and Stripe. Starts an embedded
 * PostgreSQL and the Stripe sandbox, unless settings name real ones, then the app.
 */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import nextEnv from "@next/env";
import { demoLogins } from "@/db/demo";
import { isFree, storedPort } from "@/sandbox/ports";
import { restartOnEnd } from "@/sandbox/restart-on-end";
import { StartError } from "@/sandbox/start-error";
import { appEnv, buildApp, startApp, whenServed } from "./app";
import { say, step, summarise } from "./console";
import { lockDataDir, makeDataDir, unlockDataDir } from "./data-dir";
import { startDatabase } from "./database";
import { loadSecrets, type Secrets } from "./secrets";
import { type Mode, originOf, projectDir, readSettings, type Settings } from "./settings";
import { createShutdown, type Shutdown } from "./shutdown";
import { describeStack, removeStackFile, writeStackFile } from "./stack-file";
import { startStripeSandbox } from "./stripe-process";

async function launch(mode: Mode): Promise<void> {
  const startedAt = performance.timeOrigin;
  nextEnv.loadEnvConfig(projectDir, mode === "dev");
  const settings = readSettings(mode, process.env);
  const { dataDir, port } = settings;
  await makeDataDir(dataDir);
  const { wasKilled } = await lockDataDir(dataDir);
  const shutdown = createShutdown(say, async () => {
    await removeStackFile(dataDir);
    await unlockDataDir(dataDir);
  });
  try {
    await requirePort(port, wasKilled);
    const secrets = await loadSecrets(dataDir);
    const [database, sandbox] = await Promise.all([
      prepareDatabase(settings, shutdown),
      settings.stripe ? undefined : startSandbox(settings, secrets, shutdown),
    ]);
    const env = appEnv(settings, secrets, {
      databaseUrl: database.url,
      stripeApiBase: sandbox?.apiBase,
    });
    const embedded = settings.databaseUrl ? undefined : { url: database.url, demo: demoLogins };
    const stack = describeStack(settings, { database: embedded, sandbox });
    await writeStackFile(dataDir, stack);

    if (mode === "preview") await step("Production build", () => build(env, shutdown));
    const app = startApp(settings, env);
    shutdown.add(app);
    const served = await step("App", () => whenServed(settings, app, say));
    if (served) console.log(summarise(settings, stack, Date.now() - startedAt));
  } catch (error) {
    if (!shutdown.isStopping()) printError(error);
    await shutdown.stop(1);
  }
}

/** Waits until the port is free: the processes of a killed launcher need a moment to end. */
async function requirePort(port: number, wasKilled: boolean): Promise<void> {
  const end = Date.now() + (wasKilled ? 10_000 : 0);
  while (!(await isFree(port))) {
    if (Date.now() >= end) {
      throw new StartError(`Port ${port} is already in use. Stop the other process or set PORT.`);
    }
    await sleep(200);
  }
}

async function prepareDatabase(settings: Settings, shutdown: Shutdown): Promise<{ url: string }> {
  const loading = import("@/db/migrate");
  const own = settings.databaseUrl;
  const url = own ?? (await startEmbedded(settings, shutdown));
  const { migrate, explainFailure } = await loading;
  const migrating = () =>
    migrate(settings.databaseDirectUrl ?? url).catch((error: unknown) => {
      if (own === undefined) throw error;
      // Mostly a wrong address: a stack trace wouldn't help.
      throw new StartError(`Can't connect to DATABASE_URL: ${explainFailure(error)}`);
    });
  await step("Migrations", migrating);
  if (own === undefined) {
    const { seedDemo } = await import("@/db/seed");
    await step("Demo data", () => seedDemo(url));
  }
  return { url };
}

async function startEmbedded(settings: Settings, shutdown: Shutdown): Promise<string> {
  const database = await step("PostgreSQL", () => startDatabase(settings.dataDir, say));
  shutdown.add(database);
  return database.url;
}

async function startSandbox(settings: Settings, secrets: Secrets, shutdown: Shutdown) {
  const { dataDir } = settings;
  const port = await storedPort(join(dataDir, "stripe-port"));
  const keys = secrets.sandbox;
  const webhookUrl = `${originOf(settings)}/v2/webhooks/stripe`;
  const start = () => startStripeSandbox({ port, dataDir, keys, webhookUrl });
  const sandbox = await step("Stripe sandbox", () =>
    restartOnEnd("The Stripe sandbox", start, say),
  );
  shutdown.add(sandbox);
  return { apiBase: `http://127.0.0.1:${port}`, keys };
}

async function build(env: NodeJS.ProcessEnv, shutdown: Shutdown): Promise<void> {
  const building = buildApp(env);
  const code = await building.exited;
  if (code !== 0) await shutdown.stop(code);
}

function printError(error: unknown): void {
  if (error instanceof StartError) console.error(`\n  ${error.message}\n`);
  else console.error(error);
}

const mode = process.argv[2];
if (mode === "dev" || mode === "preview") {
  await launch(mode).catch((error) => {
    printError(error);
    process.exit(1);
  });
} else {
  console.error("Usage: tsx scripts/stack/launch.ts dev|preview");
  process.exit(1);
}
