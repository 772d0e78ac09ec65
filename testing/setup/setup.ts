import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, inject, vi } from "vitest";
import { current } from "../http/current-request";
import { setSettings } from "./settings";

// Each test file: a database of its own, copied from the template, and a Stripe sandbox of its own.
const adminUrl = inject("postgresUrl");
const name = `test_${randomBytes(6).toString("hex")}`;

async function asAdmin(statement: string) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

// Tests hash hundreds of passwords. lib/auth/log-in.test.ts looks at the cost of the product's own hashes.
vi.mock("@node-rs/argon2", async (original) => {
  const argon2 = await original<typeof import("@node-rs/argon2")>();
  const hash: typeof argon2.hash = (password, options, ...rest) =>
    argon2.hash(password, { memoryCost: 1024, timeCost: 1, ...options }, ...rest);
  return { ...argon2, hash };
});

const databaseUrl = new URL(adminUrl);
databaseUrl.pathname = `/${name}`;
// Copies of one template can't be made at the same time: try again a moment later.
for (let tries = 1; ; tries++) {
  try {
    await asAdmin(`create database ${name} template ${inject("template")} strategy file_copy`);
    break;
  } catch (error) {
    if (tries === 50 || !String(error).includes("being accessed")) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const dataDir = mkdtempSync(join(tmpdir(), "propdesk-stripe-"));
const keys = { secretKey: "sk_test_for_tests", publishableKey: "pk_test_for_tests" };
const { startStripeSandbox }: typeof import("@/sandbox/stripe/server") = await import(
  /* @vite-ignore */ inject("stripeSandbox")
);
const stripe = await startStripeSandbox({ port: 0, dataDir, ...keys });

Object.assign(current, { headers: undefined, cookies: [] });
setSettings({
  DATABASE_URL: databaseUrl.href,
  STRIPE_SECRET_KEY: keys.secretKey,
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: keys.publishableKey,
  STRIPE_API_BASE: stripe.url,
  STRIPE_JS_URL: `${stripe.url}/stripe.js`,
  DATA_DIR: dataDir,
  API_DESCRIPTION: inject("apiDescription"),
});

afterAll(async () => {
  const { closeConnections } = await import("@/lib/core/database");
  await closeConnections();
  await stripe.close();
  rmSync(dataDir, { recursive: true, force: true });
  await asAdmin(`drop database ${name} with (force)`);
});
