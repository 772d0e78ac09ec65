import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { database } from "@/lib/core/database";
import { freePort } from "@/testing/http/free-port";
import { bundled } from "@/testing/setup/bundled";

// Processes start here, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 120_000 });

const usual = process.env.DATABASE_URL ?? "";
const at = (change: Partial<URL>) => Object.assign(new URL(usual), change).href;
const closed = String(await freePort());

/** Runs a command in a process of its own. */
const run = (program: string[], args: string[], settings: Record<string, string> = {}) =>
  new Promise<{ code: unknown; printed: string }>((resolve) => {
    execFile(
      process.execPath,
      [...program, ...args],
      { env: { ...process.env, ...settings } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, printed: stdout + stderr }),
    );
  });

const createAdmin = [await bundled("scripts/create-admin.ts")];
const reconcile = [await bundled("scripts/reconcile.ts")];
const commands: [name: string, program: string[], args: string[]][] = [
  ["scripts/create-admin.ts", createAdmin, ["admin@firm.example"]],
  ["scripts/rotate-keys.ts", [await bundled("scripts/rotate-keys.ts")], []],
  ["scripts/reconcile.ts", reconcile, ["1"]],
  ["db/seed.ts", ["--import", "tsx", "db/seed.ts"], ["--demo-data"]],
];

test.each(commands)("%s: a wrong password → a sentence, no stack", async (_, program, args) => {
  const { code, printed } = await run(program, args, {
    DATABASE_URL: at({ password: "wrong" }),
  });
  expect(code).not.toBe(0);
  expect(printed).toContain("The database rejects the user or password in its URL");
  expect(printed).not.toMatch(/^ +at /m);
});

test("scripts/create-admin.ts: a database that isn't migrated → names db:migrate", async () => {
  await database().execute("create database not_migrated");
  const url = at({ pathname: "/not_migrated" });
  const { printed } = await run(createAdmin, ["a@firm.example"], {
    DATABASE_URL: url,
  });
  expect(printed).toBe("The database's tables are missing: run npm run db:migrate.\n");
});

test("scripts/reconcile.ts: Stripe is unreachable → a sentence with the cause, 2", async () => {
  const { code, printed } = await run(reconcile, ["1"], {
    STRIPE_API_BASE: `http://127.0.0.1:${closed}`,
  });
  expect(code).toBe(2);
  expect(printed).toContain("The payment provider isn't responding");
  expect(printed).toContain("ECONNREFUSED");
  expect(printed).not.toMatch(/^ +at /m);
});

test.each(["scripts/worker.ts", "scripts/reconcile.ts"])(
  "%s: its start → loads neither next-auth and Next.js, which serve requests, nor argon2",
  async (program) => {
    const text = await readFile(await bundled(program), "utf8");
    const packages = [...text.matchAll(/\bfrom"([^"]+)"/g)].map(([, name]) => name);
    expect(packages).toContain("node:crypto");
    expect(packages.filter((name = "") => /^next\/|argon2/.test(name))).toEqual([]);
  },
);
