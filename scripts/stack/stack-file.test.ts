import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoLogins } from "@/db/demo";
import { readSettings } from "./settings";
import { describeStack, removeStackFile, writeStackFile } from "./stack-file";

const realSettings = readSettings("dev", {
  DATABASE_URL: "postgres://me:real-password@db.example.com/mine",
  STRIPE_SECRET_KEY: "sk_test_real",
  STRIPE_WEBHOOK_SECRET: "whsec_real",
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_test_real",
});
const keys = { secretKey: "sk_test_s", publishableKey: "pk_test_s", webhookSecret: "whsec_s" };
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "propdesk-stack-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

describe("stack.json:", () => {
  it("writeStackFile: stand-ins → their addresses and keys, readable by its owner only", async () => {
    const stack = describeStack(readSettings("dev", {}), {
      database: { url: "postgres://embedded", demo: demoLogins },
      sandbox: { apiBase: "http://127.0.0.1:4242", keys },
    });
    await writeStackFile(dataDir, stack);

    const file = join(dataDir, "stack.json");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({
      app_url: "http://localhost:3000",
      database_url: "postgres://embedded",
      stripe_api_base: "http://127.0.0.1:4242",
      publishable_key: "pk_test_s",
      secret_key: "sk_test_s",
      webhook_secret: "whsec_s",
      demo: demoLogins,
    });
  });

  it("describeStack: real Stripe keys and own database → only the publishable key", () => {
    expect(describeStack(realSettings, {})).toEqual({
      app_url: "http://localhost:3000",
      database_url: null,
      stripe_api_base: null,
      publishable_key: "pk_test_real",
      secret_key: null,
      webhook_secret: null,
      demo: null,
    });
  });

  it("removeStackFile: called without a file → no error", async () => {
    await removeStackFile(dataDir);
    await expect(removeStackFile(dataDir)).resolves.toBeUndefined();
  });
});
