import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freePort } from "@/sandbox/ports";
import { projectDir } from "./settings";

const data = { one: ".data-test-one", other: ".data-test-other", third: ".data-test-third" };
const launchers: ChildProcess[] = [];
const tsconfig = readFileSync(join(projectDir, "tsconfig.json"), "utf8");
let port: number;
let otherPort: number;

interface Run {
  launcher: ChildProcess;
  output: () => string;
  /** Resolves when the app is about to start, with all its parts running. */
  started: () => Promise<void>;
  /** Resolves when the first page was served. */
  ready: () => Promise<void>;
}

/** Starts a stack as `npm run dev` does, in its own process group, as a terminal does. */
function launch(dataDir: string, onPort: number): Run {
  const launcher = spawn(process.execPath, ["--import", "tsx", "scripts/stack/launch.ts", "dev"], {
    cwd: projectDir,
    detached: true,
    env: {
      ...process.env,
      NODE_ENV: "development",
      DATA_DIR: dataDir,
      PORT: String(onPort),
      ...blank,
    },
  });
  launchers.push(launcher);
  let output = "";
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  }
  const printed = (text: string) => () =>
    vi.waitFor(() => expect(output).toContain(text), { timeout: 300_000 });
  return {
    launcher,
    output: () => output,
    started: printed("Next.js"),
    ready: printed("Propdesk is ready"),
  };
}

/** Settings of the tests' own environment must not reach the stack. */
const blank = Object.fromEntries(
  [
    "APP_URL",
    "DATABASE_URL",
    "NEXTAUTH_SECRET",
    "ENCRYPTION_KEYS",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY",
  ].map((name) => [name, ""]),
);

/** The processes on a data folder, or on its app's port. */
function processesOf(dataDir: string, onPort: number): string[] {
  const all = execFileSync("ps", ["axww", "-o", "args="], { encoding: "utf8" }).split("\n");
  return all.filter((args) => args.includes(`${dataDir}/`) || args.includes(`-p ${onPort}`));
}

function stackOf(dataDir: string) {
  return JSON.parse(readFileSync(join(projectDir, dataDir, "stack.json"), "utf8"));
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function exitOf({ launcher }: Run): Promise<number | null> {
  if (launcher.exitCode === null && launcher.signalCode === null) await once(launcher, "exit");
  return launcher.exitCode;
}

let one: Run;
let other: Run;

beforeAll(async () => {
  [port, otherPort] = await Promise.all([freePort(), freePort()]);
  one = launch(data.one, port);
  other = launch(data.other, otherPort);
  await Promise.all([one.ready(), other.ready()]);
}, 400_000);

afterAll(async () => {
  for (const launcher of launchers) launcher.kill("SIGKILL");
  for (const folder of Object.values(data)) {
    await rm(join(projectDir, folder), { recursive: true, force: true, maxRetries: 20 });
  }
});

describe("launcher:", { timeout: 400_000 }, () => {
  it("two data folders and ports → two stacks from one checkout, both serve", async () => {
    const stacks = [stackOf(data.one), stackOf(data.other)];
    for (const { app_url } of stacks) expect((await fetch(app_url)).status).toBe(200);
    expect(stacks[0].database_url).not.toBe(stacks[1].database_url);
    expect(one.output()).toContain(stacks[0].demo.trader.email);
    expect(readFileSync(join(projectDir, "tsconfig.json"), "utf8")).toBe(tsconfig);
  });

  it("second start on the same data folder → exit code 1, says so", async () => {
    const second = launch(data.one, await freePort());
    expect(await exitOf(second)).toBe(1);
    expect(second.output()).toContain("A stack is already running in");
  });

  it("port in use → exit code 1, says so", async () => {
    const second = launch(data.third, port);
    expect(await exitOf(second)).toBe(1);
    expect(second.output()).toContain(`Port ${port} is already in use`);
  });

  it("SIGTERM while it migrates → exit code 0, no error printed", async () => {
    const early = launch(data.third, await freePort());
    const pidFile = join(projectDir, data.third, "postgres", "cluster", "postmaster.pid");
    const isMigrating = () => {
      const [pid = ""] = readFileSync(pidFile, "utf8").split("\n");
      const all = execFileSync("ps", ["--ppid", pid, "-o", "args="], { encoding: "utf8" });
      // Two connections: one holds the lock, the other migrates.
      expect(all.split("127.0.0.1(").length).toBeGreaterThan(2);
    };
    await vi.waitFor(isMigrating, { timeout: 120_000, interval: 20 });
    early.launcher.kill("SIGTERM");
    expect(await exitOf(early)).toBe(0);
    expect(early.output()).toContain("Stopped.");
    expect(early.output()).not.toMatch(/Error| {4}at /);
  });

  it("killed → its processes end, other stacks run on; started again → its data is there", async () => {
    await query(stackOf(data.one).database_url, "create table stored as select 42 as number");
    one.launcher.kill("SIGKILL");
    await vi.waitFor(() => expect(processesOf(data.one, port)).toEqual([]), { timeout: 15_000 });
    expect(processesOf(data.other, otherPort)).not.toEqual([]);

    await rm(join(projectDir, data.one, "stack.json"));
    one = launch(data.one, port);
    await one.started();
    const { database_url } = stackOf(data.one);
    expect(await query(database_url, "select number from stored")).toEqual([{ number: 42 }]);
  });

  it("Ctrl-C, sent to the whole process group → exit code 0, all processes end", async () => {
    for (const { launcher } of [one, other]) process.kill(-Number(launcher.pid), "SIGINT");
    expect(await Promise.all([exitOf(one), exitOf(other)])).toEqual([0, 0]);
    expect([...processesOf(data.one, port), ...processesOf(data.other, otherPort)]).toEqual([]);
    expect(existsSync(join(projectDir, data.one, "stack.json"))).toBe(false);
  });
});
